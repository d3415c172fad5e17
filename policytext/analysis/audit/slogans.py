"""A shorthand and what the text says it stands for: “五抓” with four of them named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...text.lazy import lazy_re
from ..slogans import SloganUse
from .claims import Claim

# “发展”两个字: a quoted word and the number of its characters.
_CHARACTERS_RE = lazy_re(
    r"[“‘]([\u4e00-\u9fff]{1,12})[”’]这?([一二两三四五六七八九十]{1,2})个?(?:大)?字(?![号体数句])"
)
_VALUES = {c: i for i, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_HAN_RE = re.compile("[\u4e00-\u9fff]")


def find_slogan_claims(uses: Iterable[SloganUse]) -> Iterator[tuple[SloganUse, Claim]]:
    """Yield those of the slogans that are shorthands whose items are named, each with its claim.

    Offsets of these claims are those of the decoded source. 双票双考 holds with two items and with
    four.
    """
    for use in uses:
        if not use.items or not use.stated or use.stated.endswith("+"):
            continue
        counts = [int(n) for n in use.stated.split("+") if n]
        items = use.items.split("|")
        readings = {sum(counts), *((len(counts),) if len(counts) > 1 else ())}
        ok = len(items) in readings
        if not ok and not _is_sure(use, items, counts):
            continue
        yield use, Claim(
            use.start, use.end, "list", use.stated if len(counts) > 1 else str(counts[0]),
            str(len(items)), ok,
        )  # fmt: skip


def _is_sure(use: SloganUse, items: list[str], counts: list[int]) -> bool:
    """Whether items and shorthand belong together beyond doubt although their numbers differ."""
    if len(counts) > 1 or len(items) < 2 or any("等" in item[-2:] for item in items):
        return False
    words = set(_HAN_RE.findall(use.slogan)) - set("一二三四五六七八九十两双几个大项条种类")
    shared = set(items[0])
    for item in items[1:]:
        shared &= set(item)
    return bool(words & shared)


def find_characters(folded: str) -> Iterator[Claim]:
    """Yield the claims about how many characters a quoted word has: “发展”两个字.

    >>> [(c.claimed, c.computed, c.ok) for c in find_characters("统一到“发展”两个字上来")]
    [('两', '2', True)]
    """
    for match in _CHARACTERS_RE.finditer(folded):
        number = _VALUES.get(match[2], 0)
        if number < 2:
            continue
        length = len(match[1])
        yield Claim(match.start(1), match.end(2), "list", match[2], str(length), length == number)
