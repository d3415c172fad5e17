"""Which level of the state a speech is given at, and for which place, as far as the text tells."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..errors import LexiconError
from ..lexicons import read_lines
from ..text.lazy import lazy_re

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_NATIONS = (
    "土家|苗|藏|羌|彝|布依|侗|哈尼|傣|白|景颇|傈僳|回|蒙古|哈萨克|柯尔克孜|朝鲜|壮|维吾尔|满|瑶"
)
_AUTONOMOUS_RE = lazy_re(rf"(?:(?:{_NATIONS})族?)*自治([区州])$")
# What stands below a city: counties below a prefecture, townships below a county-level city.
_COUNTIES_BELOW_RE = lazy_re(
    r"(?:各|我市|全市)县(?!级)|县(?:\(|、|和)?[区市]|区县|市县[区乡]|县市|县委书记|县区"
)
_TOWNS_BELOW_RE = lazy_re(r"各(?:乡|镇)|乡镇|镇村|镇街|镇\(街|街道党工委")
_CENTRAL_RE = lazy_re(
    r"^(?:\d{4}年)?(?:中华人民共和国)?国务院|^(?:全国|中央|中共中央|党的十|国务院|全军)|"
    r"第[一二三四五六七八九十]{1,3}届全国人民代表大会|全国政协|中国共产党第[一二三四五六七八九十]{1,3}次全国代表大会"
)
_TOWN_RE = lazy_re(
    r"([\u4e00-\u9fff]{2,3}[乡镇]|[\u4e00-\u9fff]{2,4}街道)(?:党委|党工委|人民政府|政府|办事处|人大)"
)
_TOWN_START_RE = lazy_re(r"^.*[在是的对由到向和及与为中共全我各本该省市县区]")
_HEAD_WEIGHT = 10


class Cue(NamedTuple):
    """A word that tells whom a speech addresses; see lexicons/levels.tsv."""

    pattern: re.Pattern[str]
    tier: str
    weight: float


class Place(NamedTuple):
    """A province, prefecture or county; ``full`` is its name, ``parent`` that of its prefecture."""

    full: str
    tier: str
    parent: str
    province: str


@cache
def _cues() -> tuple[Cue, ...]:
    out = []
    for number, line in read_lines("levels.tsv"):
        fields = line.split("\t")
        if len(fields) != 3:
            raise LexiconError(
                f"levels.tsv:{number}: expected pattern, tier, weight, tab-separated"
            )
        out.append(Cue(re.compile(fields[0]), fields[1], float(fields[2])))
    return tuple(out)


@cache
def _gazetteer() -> dict[str, list[Place]]:
    """Spelling of a place -> the places so called (districts share names)."""
    names: dict[str, dict[Place, None]] = {}

    def add(spelling: str, place: Place) -> None:
        if len(spelling) > 1:
            names.setdefault(spelling, {})[place] = None

    for number, line in read_lines("places.tsv"):
        fields = line.split("\t")
        if len(fields) != 3:
            raise LexiconError(f"places.tsv:{number}: expected 3 columns, tab-separated")
        province, prefecture, counties = fields
        top = Place(province, "province", "", province)
        add(province, top)
        add(re.sub(r"(?:壮族|回族|维吾尔)?(?:省|自治区|特别行政区)$", "", province), top)
        add(_AUTONOMOUS_RE.sub(r"自治\1", province), top)
        if prefecture != "-":
            place = Place(prefecture, "prefecture", prefecture, province)
            add(prefecture, place)
            add(_AUTONOMOUS_RE.sub(r"\1", prefecture), place)
            short = re.sub("(?:市|地区|盟)$", "", prefecture)
            if len(short) > 2:
                add(short, place)
        for county in counties.split():
            if county != "-":
                full = county if county[-1] in "县市区旗" else county + "县"
                add(full, Place(full, "county", prefecture, province))
    return {spelling: list(places) for spelling, places in names.items()}


@cache
def _search() -> tuple[AhoCorasick, list[str]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    names = sorted(_gazetteer())
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


def count_places(text: str) -> Counter[str]:
    """Count the spellings of known places in ``text``, the longest where several fit."""
    search, names = _search()
    return Counter(names[k] for k, _, _ in search.find_matches_as_indexes(text))


class Mentions(NamedTuple):
    """How often each place is named: in a text, weighted, and whether at its head."""

    weights: Counter[Place]
    at_head: frozenset[Place]

    def best(self, tier: str) -> str:
        """The place of ``tier`` that stands out: named at the head, or twice any other."""
        ranked = [(w, p) for p, w in self.weights.items() if p.tier == tier]
        ranked.sort(key=lambda pair: (-pair[0], pair[1].full, pair[1].province))
        if not ranked:
            return ""
        weight, place = ranked[0]
        rivals = [w for w, p in ranked[1:] if p.full != place.full]
        if place in self.at_head or weight >= 2:
            return place.full if not rivals or weight >= 2 * rivals[0] else ""
        return ""

    def prefecture_of_counties(self) -> str:
        """The prefecture that two or more of the counties named are all in."""
        found: dict[tuple[str, str], set[str]] = {}
        for place in self.weights:
            if place.tier == "county" and place.parent != "-":
                found.setdefault((place.province, place.parent), set()).add(place.full)
        ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        if not ranked or len(ranked[0][1]) < 2:
            return ""
        if len(ranked) > 1 and len(ranked[0][1]) < 2 * len(ranked[1][1]):
            return ""
        return ranked[0][0][1]


def _mentions(body: str, head: str) -> Mentions:
    weights: Counter[Place] = Counter()
    at_head = set()
    for text, weight in ((body, 1), (head, _HEAD_WEIGHT)):
        for spelling, count in count_places(text).items():
            places = _gazetteer()[spelling]
            for place in places:
                # A district's name that several cities share says nothing of which one is meant.
                if len(places) == 1 or weight > 1:
                    weights[place] += count * weight
                if weight > 1:
                    at_head.add(place)
    return Mentions(weights, frozenset(at_head))


def _tiers(body: str, head: str) -> dict[str, float]:
    scores: dict[str, float] = {}
    for cue in _cues():
        count = len(cue.pattern.findall(body)) + _HEAD_WEIGHT * len(cue.pattern.findall(head))
        if count:
            scores[cue.tier] = scores.get(cue.tier, 0.0) + cue.weight * count
    return scores


def _city_level(body: str, mentions: Mentions) -> str:
    """Level of a 市: a municipality counts as a province, the rest by what stands below it."""
    if any(mentions.best("province") == name for name in _MUNICIPALITIES):
        return "province"
    city, county = mentions.best("prefecture"), mentions.best("county")
    if county.endswith("市") and not city:
        return "county"
    if city.endswith("市"):
        return "prefecture"
    if _COUNTIES_BELOW_RE.search(body):
        return "prefecture"
    towns = len(_TOWNS_BELOW_RE.findall(body))
    return "county" if towns > 2 and "县" not in body else "prefecture"


def read_jurisdiction(body: str, head: str = "", *, occasion: str = "") -> tuple[str, str]:
    """Return ``(level, place)`` of a speech: whom it addresses, and where that is.

    level: ``central``, ``province``, ``prefecture``, ``county``, ``township`` or "". place: name
    of the jurisdiction of that level, "" where the text does not name it or for ``central``.
    body: the clean text. head: what stands above and around it (title, office of the speaker),
    which counts ten times. The level is the one addressed most (全县, 我市), not one mentioned.

    >>> read_jurisdiction("我就全县的工作讲三点意见。《巴东县人才规划》,巴东县委。")
    ('county', '巴东县')
    """
    scores = _tiers(body, head)
    central = scores.pop("central", 0.0)
    tier, score = max(scores.items(), key=lambda item: item[1], default=("", 0.0))
    heads = _tiers("", head)
    heads.pop("central", 0.0)
    at_top = _CENTRAL_RE.search(occasion) or any(_CENTRAL_RE.search(x) for x in head.split("\n"))
    if (at_top and not heads) or (central >= 3 and central > 4 * score):
        return "central", ""
    if not tier:
        return "", ""
    mentions = _mentions(body, head)
    level = tier
    if tier == "city":
        level = _city_level(body, mentions)
    elif tier == "region":
        autonomous = body.count("自治区") + _HEAD_WEIGHT * head.count("自治区")
        level = "province" if autonomous > 2 and autonomous > scores.get("city", 0) else "county"
    return level, _place(level, tier, mentions, f"{head}\n{body}")


def _place(level: str, tier: str, mentions: Mentions, text: str) -> str:
    if level == "township":
        found = Counter(_TOWN_START_RE.sub("", name) for name in _TOWN_RE.findall(text))
        name, count = max(found.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        return name if count > 1 and len(name) > 2 else ""
    name = mentions.best(level)
    if level == "prefecture":
        name = name or mentions.prefecture_of_counties()
        if tier == "city" and not name.endswith("市"):
            return ""
    if level == "county" and tier in ("city", "county") and name[-1:] not in ("县", "市", "旗"):
        return ""
    return name
