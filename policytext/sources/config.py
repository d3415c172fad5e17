"""What a project's folder says about itself: policytext.toml, and the corpus to read by default."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypedDict, cast

from policytext.errors import UsageError
from policytext.sources.naming import is_url, printable
from policytext.sources.references import describe

LISTS = ("corpus", "lexicon")
PATHS = ("corpus", "lexicon", "metadata", "stopwords")
CHOICES = {
    "script": ("simplified", "traditional"),
    "format": ("table", "csv", "tsv", "json", "jsonl", "md"),
}
KEYS = ("corpus", "metadata", "lexicon", "stopwords", "script", "format")


class Config(TypedDict, total=False):
    """Defaults of a project, each as the option of the same name; paths resolved."""

    corpus: list[str]
    metadata: str
    lexicon: list[str]
    stopwords: str
    script: str
    format: str


def load_config(start: Path) -> Config:
    """Return the configuration nearest to a folder, from there upward; empty if there is none.

    It is policytext.toml, or ``[tool.policytext]`` of pyproject.toml. Paths in it are relative to
    that file. Raises UsageError if the file cannot be read or has an unknown key or value.
    """
    return next((config for _, config in _configs(start)), Config())


def default_corpus(start: Path) -> tuple[list[str], str | None]:
    """Return the paths to read where the user gave none, and a note to say so, or None.

    ``corpus`` of the nearest configuration that has one; else ``seeds`` in the folder itself; else
    the sample speeches shipped with the package, which the note says.

    Raises UsageError for a configuration that cannot be used.
    """
    for _, config in _configs(start):
        if corpus := config.get("corpus"):
            return corpus, None
    if (start / "seeds").is_dir():
        return [os.path.join(_shown_folder(start), "seeds")], None
    samples = _samples()
    count = sum(path.suffix == ".txt" for path in samples.iterdir())
    note = f"no PATH given: reading the {count} sample speeches that come with policytext"
    return [str(samples)], note


def _shown_folder(start: Path) -> str:
    """Return nothing for the working folder, so that paths are shown as short as they are."""
    same = start.resolve() == Path.cwd()
    return "" if same else str(start)


def _samples() -> Path:
    """Return the folder of the sample speeches: in the package, or beside it in a checkout."""
    from importlib.resources import files

    package = Path(str(files("policytext")))
    for folder in (package / "_seeds", package.parent / "seeds"):
        if folder.is_dir():
            return folder
    raise UsageError("no PATH given, and the sample speeches are not installed; give a PATH")


def _configs(start: Path) -> Iterator[tuple[Path, Config]]:
    """Yield the configurations from a folder upward."""
    here = start.resolve()
    for folder in (here, *here.parents):
        for name in ("policytext.toml", "pyproject.toml"):
            file = folder / name
            # Also False where the folder may not be looked into: then it holds none for this user.
            if not os.path.lexists(file):
                continue
            table = _read_toml(file)
            if name == "pyproject.toml":
                tool = table.get("tool")
                section = tool.get("policytext") if isinstance(tool, dict) else None
                if section is None:
                    continue
                table = cast(Mapping[str, object], section)
            yield file, _checked(table, file)


def _read_toml(file: Path) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{printable(str(file))}: {describe(error)}") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{printable(str(file))}: not valid TOML: {describe(error)}") from None


def _checked(table: Mapping[str, object], file: Path) -> Config:
    """Return a configuration with its paths resolved. Raises UsageError for what it cannot mean."""
    shown = printable(str(file))
    if not isinstance(table, dict):
        raise UsageError(f"{shown}: policytext is to be a table, [tool.policytext]")
    config: dict[str, object] = {}
    for key, value in table.items():
        if key not in KEYS:
            known = ", ".join(KEYS)
            raise UsageError(f"{shown}: unknown key {key!r}; known keys are {known}")
        values = [value] if isinstance(value, str) else value
        single = key not in LISTS
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            kind = "a string" if single else "a string or a list of strings"
            raise UsageError(f"{shown}: {key} = {value!r}, expected {kind}")
        if single and not isinstance(value, str):
            raise UsageError(f"{shown}: {key} = {value!r}, expected a string")
        if key in CHOICES and value not in CHOICES[key]:
            raise UsageError(f"{shown}: {key} = {value!r}, expected {' or '.join(CHOICES[key])}")
        if key in PATHS:
            values = [v if is_url(v) else os.path.join(file.parent, v) for v in values]
        config[key] = values[0] if single else values
    return cast(Config, config)
