"""Texts that are hard to read in little time: each made at the length that is asked for."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import cycle, islice

Make = Callable[[int], str]


def repeat(piece: str) -> Make:
    """Return what makes a text of a piece over and over."""

    def make(length: int) -> str:
        return (piece * (length // len(piece) + 1))[:length]

    return make


def after(head: str, piece: str, tail: str = "") -> Make:
    """Return what makes a text that begins, goes on with a piece over and over, and ends."""

    def make(length: int) -> str:
        return head + repeat(piece)(max(0, length - len(head) - len(tail))) + tail

    return make


def nested(*pairs: str) -> Make:
    """Return what makes a text whose pairs of marks open half the way and close the other half."""

    def make(length: int) -> str:
        half = length // 2
        opening = "".join(islice(cycle(p[0] for p in pairs), half))
        closing = "".join(islice(cycle(p[1] for p in pairs), half))
        return opening + "改革" + closing[::-1]

    return make


def mixed(alphabet: str, seed: int = 0) -> Make:
    """Return what makes a text of characters drawn from an alphabet, always the same ones."""

    def make(length: int) -> str:
        return "".join(random.Random(seed).choices(alphabet, k=length))

    return make


COMMON = "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会"
TEXTS: dict[str, Make] = {
    "no punctuation": mixed(COMMON),
    "one word": repeat("改革"),
    "one character": repeat("的"),
    "one rare character": repeat("龘"),
    **{f"only {c}": repeat(c) for c in "“”‘’\"'「」『』《》()（）【】〔〕[]{}"},
    **{f"only {c}": repeat(c) for c in "。，、；：？！,.;:?!-—…·%％@+=/\\|*#_~"},
    "nested quotes": nested("“”", "‘’"),
    "nested corners": nested("「」", "『』"),
    "nested brackets": nested("()", "【】", "《》"),
    "quotes that close first": after("”" * 1000, "“改革", "”"),
    "quotes around nothing": repeat("“”"),
    "quotes that never close": repeat("“改革"),
    "straight quotes": repeat('"改'),
    "apostrophes": repeat("'a"),
    "titles in titles": repeat("《关于《"),
    "digits": repeat("9"),
    "zeros": repeat("0"),
    "Chinese digits": repeat("九"),
    "Chinese zeros": repeat("〇"),
    "tens": repeat("十"),
    "hundred millions": repeat("亿"),
    "places": repeat("一千一百一十一万"),
    "digits and places": repeat("1万1亿"),
    "grouped digits": repeat("1,"),
    "grouped by three": repeat("111,"),
    "points": repeat("1."),
    "ratios": repeat("1:"),
    "ranges": repeat("1-"),
    "fractions": repeat("1/"),
    "Chinese fractions": repeat("一分之"),
    "fractions with digits": repeat("1又1分之"),
    "codes": repeat("1-2-"),
    "codes before a unit": repeat("1/2/3元"),
    "numerals of accounts": repeat("壹千佰伍"),
    "numbers in a row": repeat("1、2、3、"),
    "between two numbers": repeat("1和1之间"),
    "percents": repeat("百分之"),
    "percents of percents": repeat("1%"),
    "ordinals": repeat("第一"),
    "money": repeat("1万元"),
    "counts": repeat("12名干部"),
    "counts in a row": repeat("增长1.5%、"),
    "growths": repeat("增长"),
    "growths to": repeat("由1增长到"),
    "from the year": repeat("比2007年"),
    "years": repeat("2008年"),
    "years in Chinese": repeat("二〇〇八年"),
    "year ranges": repeat("2008-"),
    "dates": repeat("2008年1月1日"),
    "plans": repeat("十一五"),
    "congresses": repeat("十七大"),
    "this year": repeat("今年"),
    "last year": repeat("去年以来"),
    "sessions": repeat("第十一届全国人民代表大会第一次会议"),
    "headings": repeat("一、改革\n"),
    "headings in brackets": repeat("(一)"),
    "headings with numbers": repeat("1.1.1\n"),
    "headings without end": repeat("一、"),
    "firstly": repeat("一是改革;"),
    "firstly without end": repeat("一是"),
    "lists": repeat("改革、"),
    "five things": repeat("“五有”"),
    "five things in a list": after("", "有组织、", "的“五有”"),
    "shorthands": repeat("三个代表"),
    "addresses": repeat("各位代表"),
    "comrades": repeat("同志们:"),
    "counties": repeat("县"),
    "provinces": repeat("省市县区"),
    "names of places": repeat("四川省"),
    "a speaker": repeat("县委书记"),
    "speeches at": repeat("在全县会议上的讲话"),
    "blank": after("改革", " ", "发展"),
    "wide blanks": after("改革", "\u3000", "发展"),
    "tabs": after("改革", "\t", "发展"),
    "zero width": after("改革", "\u200b", "发展"),
    "no-break blanks": after("改革", "\u00a0", "发展"),
    "blank lines": after("改革", "\n", "发展"),
    "returns": after("改革", "\r", "发展"),
    "blanks and lines": after("改革", " \n", "发展"),
    "blanks and returns": after("改革", "\r \u200b", "发展"),
    "spaced out": repeat("政 "),
    "spaced out wide": repeat("政\u3000\u3000"),
    "spaced out in lines": repeat("政 府 工\n"),
    "spaced out with an end": after("", "政 ", "abc"),
    "digits in quotes": after("“", "9", "”"),
    "Chinese digits in quotes": after("“", "八", "”"),
    "brackets in quotes": after("“", "(", "”"),
    "blanks in quotes": after("“改", " ", "革”"),
    "lines in quotes": after("“改", " \n", "革”"),
    "names in a line": repeat("莫"),
    "compared with": after("由1万元增加到2万元", "比", "增长1万元"),
    "a year on average": after("由1万元增加到2万元,", "平均每年", "1万元"),
    "of our site": repeat("1本网版"),
    "legal advisers": repeat("aa法律顾问单位   11事务"),
    "for reference": repeat("11范文1参考a!"),
    "the editor's words": repeat("更多小改1"),
    "all rights": repeat("本站侵"),
    "glosses": repeat("導(dǎo)"),
    "glosses that are cut": repeat("坡?lián)"),
    "letters in brackets": repeat("改(a"),
    "lost bytes": repeat("改革?!"),
    "lost bytes at stops": repeat("進?。嫱瓿筛h"),
    "lost bytes at line starts": repeat("。ㄒ唬┙h\n"),
    "stops at line starts": repeat("。改革\n"),
    "lost bytes in noise": mixed("?!" * 60 + "".join(map(chr, range(0x4E00, 0x4F00)))),
    "lost bytes in Chinese": mixed("?!" * 2000 + "".join(map(chr, range(0x4E00, 0x9FA6)))),
    "lost bytes in common characters": mixed("?!" * 9 + COMMON),
    "rows of lost bytes": repeat("發展??????經濟展發@"),
    "lost bytes in a row": repeat("?"),
    "replacements": repeat("\ufffd"),
    "private use": repeat("改\ue000"),
    "only private use": repeat("\ue000"),
    "marks on marks": after("a", "\u0301"),
    "astral": repeat("𠮷😀"),
    "letters": repeat("a"),
    "words": repeat("reform "),
    "addresses of pages": repeat("http://"),
    "tags": repeat("<a>"),
    "entities": repeat("&amp;"),
    "page data": repeat("发布时间:2008-01-01 浏览次数:"),
    "page data in lines": repeat("来源:新华网\n"),
    "copyright": repeat("版权声明"),
    "recommended": repeat("推荐访问:"),
    "noise": mixed("".join(map(chr, range(0x20, 0x3000, 7)))),
    "noise of signs": mixed("“”‘’「」《》()、,。;:?!-—…%0一二三十百万亿年月日的是有 \n"),
    "noise of Chinese": mixed("".join(map(chr, range(0x4E00, 0x9FA6)))),
    "controls": mixed("".join(map(chr, [*range(1, 0x20), *range(0x7F, 0xA0)])) + "改革"),
    "traditional": repeat("幹部隊伍著力發展"),
    "both scripts": repeat("干部幹部"),
}

SIZE = 2000
# Shifted frames are looked for in a search whose steps are bounded, not their time.
SEARCHED = (
    "lost bytes",
    "lost bytes at stops",
    "lost bytes at line starts",
    "lost bytes in noise",
    "lost bytes in Chinese",
    "lost bytes in common characters",
    "rows of lost bytes",
    "glosses that are cut",
)
SIZES = dict.fromkeys(SEARCHED, 30)


def make_text(label: str) -> str:
    """Return a text of the table, as long as every command reads in little time."""
    return TEXTS[label](SIZES.get(label, SIZE))
