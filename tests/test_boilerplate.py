"""What a website added goes, what a speech says stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.lexicons import read_lines
from policytext.text.boilerplate import find_boilerplate, page_date
from policytext.text.edits import apply_edits
from policytext.text.page_data import is_menu, is_page_data
from policytext.text.site_rules import site_rules

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
TITLE = "在全县党建工作会议上的讲话"
PROSE = "过去的一年,全县组织工作在县委的坚强领导下,较好完成了各项工作目标任务,取得了明显成效。"
FRAMES = {
    "head": (f"{TITLE}\n", f"\n同志们:\n{PROSE}\n一、关于组织工作\n{PROSE}"),
    "tail": (f"{TITLE}\n同志们:\n{PROSE}\n一、关于组织工作\n{PROSE}\n", ""),
    "middle": (f"{TITLE}\n同志们:\n{PROSE}\n", f"\n二、关于干部工作\n{PROSE}"),
}


def _cases() -> list[tuple[str, str, str, str]]:
    text = (HERE / "cases" / "boilerplate.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    return [(label, place, line, left) for label, place, line, left in rows]


def _clean(text: str) -> str:
    return apply_edits(text, find_boilerplate(text))


@pytest.mark.parametrize(("label", "place", "line", "left"), _cases())
def test_lines(label: str, place: str, line: str, left: str) -> None:
    before, after = FRAMES[place]
    want = {"=": line, "-": ""}.get(left, left)
    got = _clean(before + line + after)
    assert got == before + want + after, label
    assert find_boilerplate(got) == []


def test_enough_cases() -> None:
    cases = _cases()
    assert len(cases) >= 100
    assert sum(left == "=" for *_, left in cases) * 3 >= len(cases)


@pytest.mark.parametrize("mark", [":", "："])
def test_width_of_marks_does_not_matter(mark: str) -> None:
    for line in ("责任编辑:wind", "来源:新华网", "上一篇:没有了", "时间:2022-03-29 03:34:00"):
        text = f"{TITLE}\n同志们:\n{PROSE}\n{line.replace(':', mark)}"
        assert _clean(text) == f"{TITLE}\n同志们:\n{PROSE}\n"


def test_links_below_the_speech_go_with_their_heading() -> None:
    speech = f"{TITLE}\n同志们:\n" + f"{PROSE}\n" * 8
    below = "相关文章\n在全市会议上的讲话\n某某同志在座谈会上的发言摘要\n2013年工作要点"
    assert _clean(speech + below) == speech + "\n" * 3


def test_a_widget_in_the_middle_takes_nothing_with_it() -> None:
    text = f"{TITLE}\n同志们:\n{PROSE}\n相关文章\n二、关于干部工作\n{PROSE}\n{PROSE}\n"
    assert _clean(text) == text.replace("相关文章", "")


def test_hot_articles_above_the_speech_do_not_take_it() -> None:
    text = f"热门文章\n{TITLE}\n同志们:\n{PROSE}\n{PROSE}\n"
    assert _clean(text) == text.replace("热门文章", "")


def test_teaser_and_title_broken_over_two_lines() -> None:
    title = "在全市基层组织建设年活动现场推进会上的讲话"
    opening = (
        "中央把今年确定为基层组织建设年,这是深化创先争优活动的重要举措,是加强党组织建设的机遇。"
    )
    text = (
        f"{title}\n摘要:{opening[:38]}\n在全市基层组织建设年活动\n现场推进会上的讲话\n"
        f"同志们:\n{opening}\n{PROSE}"
    )
    assert _clean(text) == f"{title}\n\n\n\n同志们:\n{opening}\n{PROSE}"


def test_a_summary_that_says_something_new_stays() -> None:
    summary = "摘要:本文从三个方面论述了基层党组织在农村税费改革以后所面临的新情况、新问题和对策"
    text = f"农村基层组织建设的思考\n{summary}\n{PROSE}\n{PROSE}"
    assert find_boilerplate(text) == []


def test_lead_in_before_the_speech_on_one_line_spares_the_speech() -> None:
    text = f"{TITLE}\n下面是小编为大家整理的讲话稿,供大家参考。同志们:{PROSE}\n{PROSE}"
    assert _clean(text) == f"{TITLE}\n同志们:{PROSE}\n{PROSE}"


def test_title_run_into_the_first_line() -> None:
    text = f"{TITLE}\n{TITLE}同志们:{PROSE}\n{PROSE}"
    assert _clean(text) == f"{TITLE}\n同志们:{PROSE}\n{PROSE}"
    alone = f"{TITLE}同志们:{PROSE}\n{PROSE}"
    assert find_boilerplate(alone) == []


def test_every_line_end_stays() -> None:
    text = f"时间:2022-03-29 03:34:00\r\n{TITLE}\r\n同志们:\r\n{PROSE}\r\n责任编辑:wind\r\n"
    assert _clean(text) == f"\r\n{TITLE}\r\n同志们:\r\n{PROSE}\r\n\r\n"


@pytest.mark.parametrize("name", ["001", "003"])
def test_simplified_seeds(name: str) -> None:
    text = next(SEEDS.glob(f"{name}_*.txt")).read_text(encoding="utf-8")
    clean = _clean(text)
    assert clean.count("\n") == text.count("\n")
    for word in ("浏览", "小编", "推荐访问", "猜你喜欢", "下载", "热门", "QQ", "桌面"):
        assert word not in clean
    lines = [line.strip() for line in clean.split("\n") if line.strip()]
    if name == "003":
        assert lines[0] == "在全市基层组织建设年活动现场推进会上的讲话"
        assert lines[1] == "同志们:"
        assert lines[-1].endswith("抓具体、抓实在、")
    else:
        assert lines[:2] == [
            "把全面从严治党要求贯彻落实到组织工作各个方面",
            "——在全省组织部长会议上的讲话",
        ]
        assert lines[-1].endswith("更大贡献!")


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("时间:2022-03-29 03:34:00", "2022-03-29"),
        ("发布时间：2012年3月5日　来源：新华网", "2012-03-05"),
        ("发布日期:2013/1/25 浏览:12", "2013-01-25"),
        ("来源:人民网 2008.03.05 10:22", "2008-03-05"),
        ("发布时间:2012-03-05 更新时间:2019-01-01", "2012-03-05"),
        ("更新时间:2019-01-01 发布时间:2012-03-05", "2012-03-05"),
        ("栏目:发言稿发布:2012-10-13浏览:2214下载253次收藏", "2012-10-13"),
        ("(2008年3月5日)", ""),
        ("时间:2008年3月5日", ""),
        ("发布时间:2012-13-45", ""),
        ("来源:新华网", ""),
    ],
)
def test_page_date(line: str, want: str) -> None:
    assert page_date(f"{TITLE}\n{line}\n同志们:\n{PROSE}") == want


def test_page_date_is_not_read_from_the_speech() -> None:
    assert page_date(f"{TITLE}\n同志们:\n2008年3月5日,县委发布2008-03-06的来源:{PROSE}") == ""


def test_no_spaces_are_left_where_something_went() -> None:
    text = f"{TITLE}\n同志们:\n{PROSE}\n    热门标签  \n  回到顶部"
    assert _clean(text) == f"{TITLE}\n同志们:\n{PROSE}\n\n"
    text = f"{TITLE}\n  时间:2022-03-29 03:34:00  同志们:{PROSE}  推荐访问:讲话 \n"
    assert _clean(text) == f"{TITLE}\n  同志们:{PROSE}\n"


def test_menu_and_page_data_are_told_from_prose() -> None:
    assert is_menu("微信 微博 QQ空间")
    assert not is_menu("教育")
    assert not is_menu("教育 医疗 住房")
    assert not is_page_data("来源:群众,依靠:群众,为了:群众,属于:群众")


def test_every_line_of_the_lexicon_compiles() -> None:
    rules = site_rules()
    assert len([*rules.whole, *rules.parts]) > 80
    for rule in [*rules.whole, *rules.parts]:
        assert rule.pattern.groups >= 0
        assert rule.words


def test_no_pattern_repeats_without_bound_but_at_its_end() -> None:
    for number, line in read_lines("boilerplate.tsv"):
        _, scope, pattern, _, _ = line.split("\t")
        if scope in ("label", "teaser", "button", "channel"):
            continue
        body = pattern.replace("\\*", "").replace("\\+", "").removesuffix(")?").removesuffix("$")
        body = body.removesuffix(".*")
        inside = re.sub(r"\[[^\]]*\]", "", body)
        inside = inside.replace("[。!~]*", "")
        assert not re.search(r"\.[*+]", inside), (number, pattern)


_PIECES = st.sampled_from(
    [
        TITLE,
        PROSE,
        "同志们:",
        "一、关于组织工作",
        "来源:",
        "新华网",
        "责任编辑:",
        "小编",
        "下面是",
        "为大家整理",
        "供大家参考。",
        "推荐访问:",
        "相关文章",
        "www.example.com",
        "[1]",
        "下一页",
        "摘要:",
        " ",
        "\n",
        "\n",
        "\r\n",
        "(",
        ")",
        "【讲话】",
        "2012-10-13",
        "浏览:12",
        "版权声明:",
        "。",
        "首页",
        ">",
        "□ 宋自平",
    ]
)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_edits_are_deletions_and_once_is_enough(text: str) -> None:
    edits = find_boilerplate(text)
    last = 0
    for edit in edits:
        assert last <= edit.start < edit.end <= len(text)
        assert (edit.after, edit.kind) == ("", "boilerplate")
        assert not re.search(r"[\r\n]", text[edit.start : edit.end])
        last = edit.end
    clean = apply_edits(text, edits)
    assert clean.count("\n") == text.count("\n")
    assert find_boilerplate(clean) == []


@pytest.mark.parametrize(
    "piece",
    [
        "小编为大家整理",
        "下面是",
        "今天为大家整理",
        "更多文章请",
        "本文来自",
        "(www",
        "来源:",
        "[1]",
        "下一页 ",
        "首页 > ",
        "相关文章\n",
        "版权声明:\n",
        "摘要:一二三四五六七八九\n",
        "【讲话】",
        "作者系",
        "时间:2022-03-29 ",
        "在全县会议上的讲话\n",
    ],
)
def test_hostile_repetition_ends(piece: str) -> None:
    text = piece * (30000 // len(piece))
    assert len(apply_edits(text, find_boilerplate(text))) <= len(text)
