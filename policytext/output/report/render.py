"""A report as one page: templates, styles, scripts and data in one HTML text that needs nothing
else."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from ... import __version__
from ...analysis.report import Report
from .charts import chart_specs, theme
from .data import json_size, page_data, to_json
from .words import load_words

# Vega, Vega-Lite and Vega-Embed as one script; kept with the page, since to put it together takes
# longer than all speeches of a small corpus. Its head says how it was made.
VEGA = "vega.js"
STYLES = ("base.css", "parts.css", "print.css")
# In the order in which one needs the other.
SCRIPTS = (
    "core.js",
    "state.js",
    "csv.js",
    "table.js",
    "find.js",
    "evidence.js",
    "document.js",
    "chart.js",
    "corpus.js",
    "terms.js",
    "slogans.js",
    "numbers.js",
    "changes.js",
    "claims.js",
    "main.js",
)


def render_report(report: Report, *, language: str, room: int, traditional: bool = False) -> str:
    """Return the page, of ``room`` bytes at most.

    language: of the interface, ``zh`` or ``en``. traditional: texts in traditional script.
    """
    words = load_words()[language]
    style = "\n".join(_read(name) for name in STYLES)
    scripts = [_read(VEGA), _in_one([_read(name) for name in SCRIPTS])]
    settings = {
        "language": language,
        "version": __version__,
        "words": words,
        "specs": chart_specs(words),
        "themes": {"light": theme(), "dark": theme(dark=True)},
    }
    frame = sum(len(part.encode()) for part in (style, *scripts)) + json_size(settings) + 20_000
    data = page_data(report, room=room - frame)
    if traditional:
        data = _in_traditional(data)
    template = _environment().get_template("page.html.j2")
    page: str = template.render(
        language="zh-Hans" if language == "zh" else "en",
        words=words,
        version=__version__,
        policy=_policy([style], scripts),
        style=style,
        scripts=scripts,
        settings=to_json(settings),
        data=to_json(data),
    )
    return page


def _in_one(scripts: list[str]) -> str:
    """Return scripts as one that leaves no names behind."""
    return '"use strict";\n(() => {\n' + "\n".join(scripts) + "\n})();"


def _read(name: str) -> str:
    return files(__package__).joinpath("page", name).read_text(encoding="utf-8")


@cache
def _environment() -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _policy(styles: list[str], scripts: list[str]) -> str:
    """Return the content security policy: these styles and scripts, and nothing from anywhere."""
    return "; ".join(
        (
            "default-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "img-src data:",
            f"style-src {' '.join(map(_hash, styles))}",
            f"script-src {' '.join(map(_hash, scripts))}",
        )
    )


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _in_traditional(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with its texts in traditional script; names of documents stay."""
    from ..traditional import in_traditional, to_traditional

    def convert(value: Any) -> Any:
        if isinstance(value, str):
            return value if value.isascii() else to_traditional(value)
        if isinstance(value, list):
            return [convert(item) for item in value]
        if isinstance(value, dict):
            return {key: convert(item) for key, item in value.items()}
        return value

    kept = {name: data.pop(name) for name in ("names", "about", "docs")}
    out: dict[str, Any] = convert(data)
    docs = kept["docs"]
    docs["rows"] = [list(row) for row in in_traditional(docs["rows"], docs["columns"])]
    return {**kept, **out}
