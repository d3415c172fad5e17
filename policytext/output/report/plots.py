"""The plots of a report as files: SVG whose text stays text, and PNG."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import groupby
from typing import Any, NamedTuple

from ...analysis.report import Report
from ...analysis.report.numbers import IndicatorLine
from ...analysis.report.terms import TellingRow
from ...errors import UsageError
from ..plot import PNG_SCALE, missing_characters
from ..sink import check_folder, naming, open_sink, written_aside
from .charts import HEIGHT, WIDTH, Spec, chart_specs, theme
from .words import load_words

Values = list[dict[str, Any]]
# Of each kind so many rows or indicators: what fits a page of paper.
BARS, SLOGANS, INDICATORS, SIDES = 20, 25, 20, 12
FEW_BARS = 8
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


class Plot(NamedTuple):
    """One plot: name of its file without suffix, and its Vega-Lite specification with data."""

    name: str
    spec: Spec


def check_plots(folder: str) -> None:
    """Tell before the work what is in the way of plots in ``folder``.

    Raises UsageError where vl-convert-python, which draws them, is not installed, and OutputError
    where the folder cannot be written.
    """
    if find_spec("vl_convert") is None:
        raise UsageError(
            f"--plots {folder}: needs vl-convert-python, which is not installed; "
            "pip install vl-convert-python"
        )
    check_folder(folder)


def list_plots(report: Report, *, language: str) -> Iterator[Plot]:
    """Yield the plots of a report that have something to show.

    Corpus, terms, terms through the years, what tells each year, slogans, the first indicators,
    each pair of years, claims.
    """
    words = load_words()[language]
    specs = chart_specs(words)
    years, sizes = report.years, dict(zip(report.years, report.sizes, strict=True))
    if years:
        values = [{"year": y, "tokens": sizes.get(y, 0)} for y in _every(years)]
        yield Plot("corpus", _filled(_narrow(specs["corpus"], len(values)), values))
    if report.terms:
        rows: Values = [{"term": r.term, "per_million": r.per_million} for r in report.terms[:BARS]]
        yield Plot("terms", _filled(specs["terms"], rows))
    if report.rising:
        yield Plot("lines", _filled(specs["lines"], _lines(report), ticks=years))
    for year, telling in report.telling.items():
        if telling:
            rows = [{"term": row.term, "g2": row.g2} for row in telling]
            yield Plot(f"telling-{year}", _filled(specs["telling"], rows))
    if rows := _slogans(report):
        yield Plot("slogans", _filled(specs["slogans"], rows))
    for i, lines in enumerate(_indicators(report)[:INDICATORS], 1):
        name = f"indicator-{i:02}-{_NOT_IN_NAMES.sub('_', lines[0].name)[:40]}"
        yield Plot(name, _indicator(specs["indicator"], lines, words))
    for change in report.changes:
        if change.terms:
            name = f"changes-{change.a}-{change.b}"
            yield Plot(name, _filled(specs["changes"], _sides(change.terms, change.b, words)))
    if report.claims:
        yield Plot("claims", _claims(specs["claims"], report, words))


def write_plots(plots: Sequence[Plot], folder: str) -> str:
    """Write each plot to ``folder`` as NAME.svg and NAME.png; make the folder where it is missing.

    SVG holds names as text, for whatever Chinese font the reader has. Returns the characters that
    no font of this machine can draw: where there are any, no PNG is written, since it would show
    boxes. Raises OutputError where the folder cannot be written.
    """
    import vl_convert

    with naming(folder):
        os.makedirs(folder, exist_ok=True)
    missing = missing_characters("".join(sorted(set("".join(map(_text_of, plots))))))
    for name, spec in plots:
        path = os.path.join(folder, name)
        text = vl_convert.vegalite_to_svg(spec, show_warnings=False)
        with open_sink(path + ".svg") as sink:
            # Which forms of a character are meant: Chinese, not Japanese ones.
            sink.write(text.replace("<svg ", '<svg xml:lang="zh-Hans" ', 1))
        if not missing:
            picture = vl_convert.vegalite_to_png(spec, scale=PNG_SCALE, show_warnings=False)
            with written_aside(path + ".png") as temporary, open(temporary, "wb") as file:
                file.write(picture)
    return missing


def _text_of(plot: Plot) -> str:
    """What a plot writes: the words in its rows and the titles of its axes."""
    values = (v for row in plot.spec["data"]["values"] for v in row.values() if isinstance(v, str))
    axes = plot.spec["encoding"]
    titles = (str(axes[name].get("title") or "") for name in ("x", "y") if name in axes)
    return "".join((*values, *titles))


def _narrow(spec: Spec, bars: int) -> Spec:
    """Few bars are as wide as many: one year is no wall."""
    return {**spec, "mark": {**spec["mark"], "width": 48}} if bars < FEW_BARS else spec


def _filled(spec: Spec, values: Values, *, ticks: Sequence[int] = ()) -> Spec:
    """Return the specification with data, size and look for paper."""
    encoding = {name: dict(channel) for name, channel in spec["encoding"].items()}
    field = encoding.get("color", {}).get("field")
    domain = list(dict.fromkeys(row[field] for row in values)) if field else []
    for channel in encoding.values():
        # One legend for colour and shape wants the same domain for both.
        if field and channel.get("field") == field:
            channel["scale"] = {**channel.get("scale", {}), "domain": domain}
    if ticks and len(ticks) <= 12:
        encoding["x"]["axis"] = {**encoding["x"]["axis"], "values": list(ticks)}
    return {
        **spec,
        "width": WIDTH,
        "height": spec.get("height", HEIGHT),
        "encoding": encoding,
        "data": {"values": values},
        "config": theme(),
    }


def _every(years: Sequence[int]) -> Sequence[int]:
    return range(years[0], years[-1] + 1) if years[-1] - years[0] <= 80 else years


def _lines(report: Report) -> Values:
    by_term = {line.term: line for line in report.terms}
    at = {year: i for i, year in enumerate(report.years)}

    def rate(term: str, year: int) -> float | None:
        i = at.get(year)
        if i is None or not report.sizes[i]:
            return None
        return by_term[term].by_year[i] * 1e6 / report.sizes[i]

    return [
        {"term": term, "year": year, "per_million": rate(term, year)}
        for term in report.rising
        for year in range(report.years[0], report.years[-1] + 1)
    ]


def _slogans(report: Report) -> Values:
    timed = [line for line in report.slogans if line.first_year is not None][:SLOGANS]
    return [
        {
            "slogan": line.slogan,
            "year": year,
            "count": count,
            "first_year": line.first_year,
            "last_year": line.last_year,
        }
        for line in sorted(timed, key=lambda line: line.first_year or 0)
        for year, count in line.by_year.items()
    ]


def _indicators(report: Report) -> list[list[IndicatorLine]]:
    """Targets and results of each indicator together."""
    by_name = groupby(report.indicators, key=lambda line: (line.name, line.unit))
    return [list(lines) for _, lines in by_name]


def _indicator(spec: Spec, lines: Sequence[IndicatorLine], words: Mapping[str, str]) -> Spec:
    by, prefix = _scale([point.value for line in lines for point in line.points])
    values: Values = [
        {"year": p.year, "value": p.value / by, "reading": words[line.reading or "result"]}
        for line in lines
        for p in line.points
    ]
    years = sorted({point.year for line in lines for point in line.points})
    made = _filled(spec, values, ticks=years)
    unit = prefix + lines[0].unit
    made["encoding"]["y"]["title"] = f"{lines[0].name} ({unit})" if unit else lines[0].name
    return made


def _scale(values: Sequence[int | float]) -> tuple[float, str]:
    """The size in which values are written, as the texts do: 亿, 万 or one."""
    most = max(map(abs, values))
    if most >= 1e8:
        return 1e8, "亿"
    return (1e4, "万") if most >= 1e5 else (1, "")


def _sides(terms: Sequence[TellingRow], year: int, words: Mapping[str, str]) -> Values:
    more = [row for row in terms if row.g2 > 0][:SIDES]
    less = [row for row in terms if row.g2 < 0][:SIDES][::-1]
    return [
        {
            "term": row.term,
            "g2": row.g2,
            "side": words["more_in" if row.g2 > 0 else "less_in"].format(year),
        }
        for row in (*more, *less)
    ]


def _claims(spec: Spec, report: Report, words: Mapping[str, str]) -> Spec:
    counts: dict[tuple[str, bool], int] = {}
    for row in report.claims:
        counts[row.check, row.ok] = counts.get((row.check, row.ok), 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (item[0][1], -item[1]))
    values = [
        {
            "check": words.get(f"check_{check}", check),
            "count": count,
            "ok": words["holds" if ok else "fails"],
        }
        for (check, ok), count in ordered
    ]
    made = _filled(spec, values)
    made["encoding"]["color"]["scale"]["domain"] = [words["fails"], words["holds"]]
    return made
