"""Lines in which a page says when, where and by whom it was put up, and its menus."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from .lazy import lazy_re
from .site_rules import DATE, TIME, site_rules
from .widths import fold_lines

_WHEN_RE = lazy_re(rf"(?:{DATE})(?:[ T]{{0,3}}{TIME})?|(?<!\d){TIME}(?!\d)")
_DATE_RE = lazy_re(r"((?:19|20)\d\d) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})(?!\d)")
_CLOCK_RE = lazy_re(rf"{DATE}[ T]{{0,3}}{TIME}")
_ISO_LINE_RE = lazy_re(
    rf"(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?: {{1,3}}{TIME})?|{DATE} {{0,3}}{TIME}"
)
# 某某公众号 2021-03-05 07:30: whoever put the page up, and the minute it was.
_STAMPED_RE = lazy_re(rf"[^。,;!?:]{{0,40}}{DATE} {{1,3}}{TIME}")
_EVENT_RE = lazy_re(r"(?:时 ?间|日 ?期): ?(?:19|20)?\d{2} ?年[^:]*$")
_DROP_RE = lazy_re(r"[\s|/\[\]【】()《》<>:;,.、·\-—_]+")
_TOKEN_RE = lazy_re(r"[^\s|/>»«·•●■▪◆,、\[\]【】()《》<]+")
# Which of a page's dates is meant by "published", best first.
_FIRST = ("发布", "发表", "发稿", "发文", "公开", "成文", "生成")
_THEN = ("时间", "日期", "时 间", "日 期")


@cache
def _field_re() -> re.Pattern[str]:
    labels = site_rules().label_pattern("label")
    return re.compile(rf"(?:{labels}) ?(?:: ?|(?= ?\(?\d{{1,8}}\)?(?: ?[次人字页]|[^\d年]|$)))")


@cache
def _counter_re() -> re.Pattern[str]:
    return re.compile(r"\(?\d{1,9}\)? ?(?:次|人|字|页|条|KB|kb|K|M|MB)?")


@cache
def _teaser_re() -> re.Pattern[str]:
    return re.compile(
        rf"[【\[(]?(?:{site_rules().label_pattern('teaser')})[】\])]? ?(?::|  )|【(?:摘要|导语)】"
    )


@cache
def _menus() -> tuple[frozenset[str], frozenset[str]]:
    literals = site_rules().literals
    return frozenset(literals["button"]), frozenset(literals["channel"])


def is_teaser_label(line: str) -> bool:
    """Whether a folded line begins as a teaser does (``摘要:``)."""
    return _teaser_re().match(line) is not None


def is_menu(line: str) -> bool:
    """Whether a folded line consists of words of menus.

    >>> is_menu("首页 | 登录 | 注册"), is_menu("教育"), is_menu("教育 科技 大")
    (True, False, True)
    """
    if len(line) > 160:
        return False
    buttons, channels = _menus()
    tokens = _TOKEN_RE.findall(line)
    if not tokens or not all(token in buttons or token in channels for token in tokens):
        return False
    if len(tokens) == 1:
        return tokens[0] in buttons and len(tokens[0]) > 1
    return True


def is_page_data(line: str) -> bool:
    """Whether a folded line only tells when, where and by whom a page was put up.

    >>> is_page_data("栏目:发言稿发布:2012-10-13浏览:2214下载253次收藏")
    True
    >>> is_page_data("来源:群众的创造,群众的实践。"), is_page_data("时间:2008年3月5日")
    (False, False)
    """
    if len(line) > 240 or re.search("[。!?;]", line):
        return False
    if _ISO_LINE_RE.fullmatch(line) or _STAMPED_RE.fullmatch(line):
        return True
    if _EVENT_RE.match(line):
        return False
    fields = list(_field_re().finditer(line))
    if not fields:
        return False
    dated = _WHEN_RE.search(line)
    opening = line[: fields[0].start()]
    if len(fields) == 1 and not dated and opening.strip("[【( "):
        return False
    rest = _counter_re().sub("", _WHEN_RE.sub("", _field_re().sub(" ", line)))
    rest = _DROP_RE.sub("", rest)
    opening = _DROP_RE.sub("", _WHEN_RE.sub("", opening))
    return len(opening) <= 12 and len(rest) <= 20 + 12 * len(fields) and line.count(",") < 3


def _edges(text: str) -> list[str]:
    """Of the first and last lines of ``text`` that are not blank those that may bear a date,
    folded."""
    lines = [line for line in text.splitlines() if line and not line.isspace()]
    if len(lines) > 160:
        lines = lines[:60] + lines[-100:]
    dated = [
        line[:400] for line in lines if "19" in line or "20" in line or "１" in line or "２" in line
    ]
    return [line.strip() for line in fold_lines(dated)]


def _iso(match: re.Match[str]) -> str:
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day).isoformat() if year > 1993 else ""
    except ValueError:
        return ""


def page_date(simplified_source: str) -> str:
    """Return the date a page says it was published, as YYYY-MM-DD; "" where it says none.

    The date of publication goes before one of renewal, a labelled one before a bare one. It is a
    fact about the page: the speech may be much older.

    >>> page_date("讲话\\n栏目:发言稿发布:2012-10-13浏览:2214下载253次收藏\\n同志们:")
    '2012-10-13'
    """
    best: tuple[int, int, str] | None = None
    for order, line in enumerate(_edges(simplified_source)):
        found = _DATE_RE.search(line)
        if found is None:
            continue
        stamped = _CLOCK_RE.match(line) is not None
        if not (is_page_data(line) or _stamp_re().match(line)):
            continue
        for match in _DATE_RE.finditer(line):
            label = line[: match.start()].rstrip(" :(于在")
            rank = 3 if stamped else 4
            if label.endswith(
                tuple(name + tail for name in _FIRST for tail in ("", "时间", "日期"))
            ):
                rank = 0
            elif label.endswith(_THEN):
                rank = (
                    1 if not label.endswith(("更新时间", "更新日期", "上传时间", "录入时间")) else 3
                )
            iso = _iso(match)
            if iso and (best is None or (rank, order) < best[:2]):
                best = (rank, order, iso)
    return best[2] if best else ""


@cache
def _stamp_re() -> re.Pattern[str]:
    """A time stamp with the text run into its line."""
    return re.compile(
        rf"(?:时间|日期|发布时间|发布日期|发表时间|发布于|更新时间) ?: ?{DATE}"
        rf"(?: {{0,3}}{TIME}|[^年]{{0,12}}(?:浏览|点击|阅读|来源))"
        rf"|(?:栏目|来源|作者)[^。]{{1,40}}{DATE}"
    )
