"""A row a document of a parsed corpus."""

from __future__ import annotations

from typing import Any

from ..sources.parsed import mark_source
from ..speech.kept import keep_speech
from ..speech.model import Speech
from ..speech.words import Segmenter


def parse_speech(speech: Speech, words: Segmenter) -> dict[str, Any]:
    """Return the row of one speech: the columns of ``policytext.speech.kept.KeptSpeech`` and of
    ``policytext.sources.parsed.SourceMark``."""
    return keep_speech(speech, words)._asdict() | mark_source(speech.path)._asdict()
