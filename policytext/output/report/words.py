"""The words of the interface, in Chinese and English."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ...errors import UsageError

LANGUAGES = ("zh", "en")
FILE = "words.tsv"


@cache
def load_words() -> Mapping[str, Mapping[str, str]]:
    """Return the words by language and key."""
    words: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            key, zh, en = line.split("\t")
            words["zh"][key], words["en"][key] = zh, en
    return words


def choose_language(given: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Return the language asked for, else that of the locale: Chinese or, for all others, English.

    Raises UsageError for another one.

    >>> choose_language(None, {"LANG": "zh_CN.UTF-8"}), choose_language(None, {"LC_ALL": "C"})
    ('zh', 'en')
    """
    if given is not None:
        if given not in LANGUAGES:
            raise UsageError(f"--lang {given}: expected {' or '.join(LANGUAGES)}")
        return given
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
