"""Lines over the years as a picture: SVG and HTML whose text stays text, or PNG.

Drawn by Vega-Lite through ``vl-convert-python``, which needs
neither a browser nor the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import PurePath
from typing import Any, NamedTuple

from ..errors import UsageError
from .sink import open_sink, written_aside
from .terminal import display_width, visible

SUFFIXES = (".svg", ".png", ".html")
# Looked for in this order by whatever shows the picture; Chinese forms before Japanese ones.
FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "sans-serif",
)
_FAMILY = ", ".join(f"'{font}'" if " " in font else font for font in FONTS)
_LABEL_SIZE = 12
WIDTH, HEIGHT, PNG_SCALE = 640, 360, 2.0
# As many colours as can be told apart; more terms than these share them.
_FEW = 10
# No font has it: what it looks like is what a missing character looks like.
_MISSING = "\U0010fffd"
# Stands for < in a name until the page around it is written.
_LESS_THAN = "\U0010fffb"


class Line(NamedTuple):
    """One term: its name and its points ``(year, value)``; a value of None breaks the line."""

    name: str
    points: tuple[tuple[int, float | None], ...]


def check_plot(path: str, names: Iterable[str]) -> None:
    """Raise UsageError where a plot of lines with these names cannot be drawn to ``path``.

    The suffix is unknown, the extra is not installed, or (PNG) no font here has the characters.
    """
    suffix = _suffix(path)
    if find_spec("vl_convert") is None:
        raise UsageError(
            f"--plot {path}: needs vl-convert-python, which is not installed; "
            "pip install vl-convert-python"
        )
    if suffix == ".png" and (missing := missing_characters("".join(names))):
        raise UsageError(
            f"--plot {path}: no font on this machine has {missing[:10]}, a PNG would show boxes; "
            "install one (Debian: apt install fonts-noto-cjk; or put a Chinese .otf or .ttf into "
            "~/.local/share/fonts), or write .svg or .html, which use the reader's fonts"
        )


def _suffix(path: str) -> str:
    suffix = PurePath(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(f"--plot {path}: expected a file name in {', '.join(SUFFIXES)}")
    return suffix


def missing_characters(text: str) -> str:
    """Return the characters of ``text``, each once, that no font of this machine can draw.

    Asks what draws: a character without a glyph looks like one that no font has.
    """
    missing = _drawn(_MISSING)
    return "".join(c for c in dict.fromkeys(text) if not c.isascii() and _drawn(c) == missing)


def _drawn(char: str) -> bytes:
    import vl_convert

    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
        f'<text x="4" y="30" font-size="24" font-family="{_FAMILY}">{char}</text></svg>'
    )
    return bytes(vl_convert.svg_to_png(picture))


def plot_lines(lines: Sequence[Line], path: str) -> None:
    """Draw the lines to ``path``: .svg, .png or .html by its suffix.

    The HTML page is self-contained and shows the values under the mouse. Raises UsageError as
    ``check_plot`` does, and OutputError where the file cannot be written.
    """
    check_plot(path, [line.name for line in lines])
    import vl_convert

    suffix = _suffix(path)
    narrow = suffix == ".svg" and bool(missing_characters("".join(line.name for line in lines)))
    spec = chart(lines, room_for_names=narrow)
    if suffix == ".png":
        picture = vl_convert.vegalite_to_png(spec, scale=PNG_SCALE, show_warnings=False)
        with written_aside(path) as temporary, open(temporary, "wb") as file:
            file.write(picture)
        return
    if suffix == ".svg":
        text = vl_convert.vegalite_to_svg(spec, show_warnings=False)
        # Which forms of a character are meant: Chinese, not Japanese ones.
        text = text.replace("<svg ", '<svg xml:lang="zh-Hans" ', 1)
    else:
        text = _page(lines)
        text = text.replace("<html>", '<html lang="zh-Hans">', 1)
    with open_sink(path) as sink:
        sink.write(text)


def _page(lines: Sequence[Line]) -> str:
    """Return an HTML page with the chart in a script, which no name can end."""
    import vl_convert

    safe = [Line(line.name.replace("<", _LESS_THAN), line.points) for line in lines]
    page = str(vl_convert.vegalite_to_html(chart(safe), bundle=True, renderer="svg"))
    return page.replace(_LESS_THAN, "\\u003c")


def plot_trend(rows: Iterable[Sequence[object]], path: str) -> None:
    """Draw rows of ``trend`` (term,year,count,per_million,docs) to ``path``, a line a term.

    Raises what ``plot_lines`` raises.
    """
    points: dict[str, list[tuple[int, float | None]]] = {}
    for term, year, _, rate, _ in rows:
        assert isinstance(year, int)
        value = float(rate) if isinstance(rate, int | float) else None
        points.setdefault(visible(str(term)), []).append((year, value))
    plot_lines([Line(name, tuple(found)) for name, found in points.items()], path)


def chart(lines: Sequence[Line], *, room_for_names: bool = False) -> dict[str, Any]:
    """Return the Vega-Lite specification of the lines.

    room_for_names: leave room at the right for names whose width is not known here, for want of
    a font.
    """
    names = [line.name for line in lines]
    values = [
        {"term": line.name, "year": year, "value": value}
        for line in lines
        for year, value in line.points
    ]
    years = sorted({year for line in lines for year, _ in line.points})
    widest = max(map(display_width, names), default=0)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": HEIGHT,
        "padding": {
            "left": 8,
            "top": 8,
            "bottom": 8,
            "right": 8 + (widest * _LABEL_SIZE // 2 if room_for_names else 0),
        },
        "data": {"values": values},
        "mark": {
            "type": "line",
            "point": True,
            "tooltip": True,
            "invalid": "break-paths-show-path-domains",
        },
        "encoding": {
            "x": {
                "field": "year",
                "type": "quantitative",
                "title": "year",
                "scale": {"zero": False, "nice": False, "padding": 12},
                "axis": {"format": "d", "tickMinStep": 1, "grid": False, **_ticks(years)},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": "per million tokens",
                "scale": {"zero": True},
            },
            "color": {
                "field": "term",
                "type": "nominal",
                "title": None,
                "sort": names,
                "scale": {"scheme": "tableau10" if len(names) <= _FEW else "tableau20"},
                "legend": {"labelLimit": 0, "symbolLimit": 0, "columns": 1 + len(names) // 20},
            },
        },
        "config": {
            "font": _FAMILY,
            "axis": {"labelFontSize": _LABEL_SIZE - 1, "titleFontSize": _LABEL_SIZE},
            "legend": {"labelFontSize": _LABEL_SIZE},
        },
    }


def _ticks(years: Sequence[int]) -> dict[str, list[int]]:
    """Few years get a tick each; of many the axis chooses."""
    return {"values": list(years)} if len(years) <= 12 else {}
