"""The plots of a report as Vega-Lite specifications without data: the page fills them in a browser,
the command line fills them for files.

Read by colour and without it: lines differ in dash and shape, bars in lightness. The colours are
those of Okabe & Ito (2008), which colour-blind readers tell apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..plot import FONTS

Spec = dict[str, Any]

BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY = (
    "#0072B2", "#D55E00", "#009E73", "#AA4499", "#E69F00", "#56B4E9",
)  # fmt: skip
COLOURS = [BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY]
DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 1]]
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
STEP, FONT_SIZE = 20, 12
WIDTH, HEIGHT = 640, 280
_FAMILY = ", ".join(f"'{font}'" if " " in font else font for font in FONTS)


def chart_specs(words: Mapping[str, str]) -> dict[str, Spec]:
    """Return the plots by name, without data; each docstring tells the fields it draws.

    words: of the interface, for the titles of axes.
    """
    makers = (corpus, terms, telling, lines, slogans, indicator, changes, claims)
    return {maker.__name__: maker(words) for maker in makers}


def theme(*, dark: bool = False) -> Spec:
    """Return the look of all plots on a light or a dark page."""
    ink, faint, ground = (
        ("#e8e6e1", "#4a4d52", "#17191c") if dark else ("#22252a", "#d5d3cd", "#fff")
    )
    colours = (
        ["#4FA8DC", "#F0894A", "#2DC39A", "#D98AD0", "#F2BC4B", "#8FD0F5"] if dark else COLOURS
    )
    text = {"labelColor": ink, "titleColor": ink, "labelFontSize": FONT_SIZE - 1}
    return {
        "background": ground,
        "font": _FAMILY,
        "padding": {"left": 4, "top": 8, "right": 12, "bottom": 4},
        "view": {"stroke": None},
        "axis": {
            **text,
            "titleFontSize": FONT_SIZE,
            "titleFontWeight": "normal",
            "titlePadding": 8,
            "labelLimit": 220,
            "gridColor": faint,
            "domainColor": faint,
            "tickColor": faint,
        },
        "legend": {**text, "labelFontSize": FONT_SIZE, "labelLimit": 260, "symbolStrokeWidth": 0},
        "bar": {"color": colours[0]},
        "rule": {"color": ink},
        "range": {"category": colours},
    }


def _by_year(words: Mapping[str, str]) -> Spec:
    return {
        "field": "year",
        "type": "quantitative",
        "title": words["axis_year"],
        "scale": {"zero": False, "nice": False, "padding": 14},
        "axis": {"format": "d", "tickMinStep": 1, "grid": False},
    }


def _by_name(field: str, **more: Any) -> Spec:
    axis = {"domain": False, "ticks": False}
    return {"field": field, "type": "nominal", "sort": None, "title": None, "axis": axis, **more}


def _amount(field: str, title: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "scale": {"zero": True},
        "axis": {"domain": False, "ticks": False, "tickCount": 6, "format": ",~r"},
    }


def _series(field: str) -> Spec:
    """Lines told apart by colour, dash and shape alike."""
    legend = {"title": None, "orient": "bottom", "columns": 4, "symbolSize": 90}
    same = {"field": field, "type": "nominal", "sort": None, "legend": legend}
    return {
        "color": same,
        "strokeDash": {**same, "scale": {"range": DASHES}},
        "shape": {**same, "scale": {"range": SHAPES}},
    }


_LINE = {
    "type": "line",
    "strokeWidth": 2,
    "invalid": "break-paths-show-path-domains",
    "point": {"filled": True, "size": 55},
}


def corpus(words: Mapping[str, str]) -> Spec:
    """Words of each year. Fields: year, tokens."""
    year = {
        "field": "year",
        "type": "ordinal",
        "title": words["axis_year"],
        "axis": {
            "labelAngle": 0,
            "labelOverlap": True,
            "labelSeparation": 8,
            "grid": False,
            "ticks": False,
        },
    }
    return {
        "mark": {"type": "bar", "cursor": "pointer", "width": {"band": 0.7}},
        "encoding": {"x": year, "y": _amount("tokens", words["axis_tokens"])},
        "height": 180,
    }


def terms(words: Mapping[str, str]) -> Spec:
    """The most frequent terms. Fields: term, per_million."""
    return {
        "mark": {"type": "bar", "cursor": "pointer", "height": {"band": 0.7}},
        "encoding": {"y": _by_name("term"), "x": _amount("per_million", words["axis_per_million"])},
        "height": {"step": STEP},
    }


def telling(words: Mapping[str, str]) -> Spec:
    """What tells a year from all others. Fields: term, g2."""
    return {
        "mark": {"type": "bar", "cursor": "pointer", "height": {"band": 0.7}},
        "encoding": {"y": _by_name("term"), "x": _amount("g2", words["axis_g2"])},
        "height": {"step": STEP},
    }


def lines(words: Mapping[str, str]) -> Spec:
    """Terms through the years. Fields: year, per_million (null: no speeches), term."""
    return {
        "mark": {**_LINE, "cursor": "pointer"},
        "encoding": {
            "x": _by_year(words),
            "y": _amount("per_million", words["axis_per_million"]),
            **_series("term"),
        },
        "height": HEIGHT,
    }


def slogans(words: Mapping[str, str]) -> Spec:
    """First to last year of slogans. Fields: slogan, year, count, first_year, last_year."""
    name = _by_name(
        "slogan", axis={"domain": False, "ticks": False, "grid": True, "labelLimit": 240}
    )
    size = {
        "field": "count",
        "type": "quantitative",
        "scale": {"range": [30, 320]},
        "title": words["axis_quoted"],
        "legend": {"orient": "bottom", "format": "d", "tickCount": 3, "values": []},
    }
    return {
        "encoding": {"y": name},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 1.5, "opacity": 0.6},
                "encoding": {
                    "x": {**_by_year(words), "field": "first_year"},
                    "x2": {"field": "last_year"},
                },
            },
            {
                "mark": {"type": "circle", "opacity": 1, "cursor": "pointer"},
                "encoding": {
                    "x": _by_year(words),
                    "size": {**size, "legend": None},
                    "color": {"value": BLUE},
                },
            },
        ],
        "height": {"step": STEP},
    }


def indicator(words: Mapping[str, str]) -> Spec:
    """One indicator. Fields: year, value, reading (the words for target and result). The title of
    the y axis, its unit, is filled in with the data."""
    return {
        "mark": {**_LINE, "cursor": "pointer"},
        "encoding": {"x": _by_year(words), "y": _amount("value", ""), **_series("reading")},
        "height": HEIGHT,
    }


def changes(words: Mapping[str, str]) -> Spec:
    """Terms of two years. Fields: term, g2 (signed), side (the words for more and less)."""
    side = {
        "field": "side",
        "type": "nominal",
        "sort": None,
        "legend": {"title": None, "orient": "bottom"},
    }
    return {
        "mark": {"type": "bar", "cursor": "pointer", "height": {"band": 0.7}},
        "encoding": {
            "y": _by_name("term"),
            "x": _amount("g2", words["axis_g2_signed"]),
            "color": side,
        },
        "height": {"step": STEP},
    }


def claims(words: Mapping[str, str]) -> Spec:
    """Claims of each kind. Fields: check, count, ok (the words for holds and fails)."""
    ok = {
        "field": "ok",
        "type": "nominal",
        "sort": None,
        "scale": {"range": [VERMILLION, "#A9D3EE"]},
        "legend": {"title": None, "orient": "bottom"},
    }
    return {
        "mark": {
            "type": "bar", "cursor": "pointer", "height": {"band": 0.7},
            "stroke": "#3d4248", "strokeWidth": 0.5,
        },
        "encoding": {
            "y": _by_name("check"),
            "x": {**_amount("count", words["axis_claims"]), "stack": True},
            "color": ok,
        },
        "height": {"step": STEP},
    }  # fmt: skip
