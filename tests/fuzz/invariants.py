"""What holds for any bytes and any text, however hostile."""

from __future__ import annotations

import time

from policytext.analysis.audit import audit_speech
from policytext.analysis.outline import outline_speech
from policytext.analysis.repairs import list_repairs
from policytext.analysis.slogans import list_slogans
from policytext.analysis.stats import StatQuery, query_stats
from policytext.errors import InputError
from policytext.speech.model import Speech, read_speech
from policytext.speech.numerals import find_quantities, parse_number
from policytext.text.decode import decode
from policytext.text.edits import apply_edits

SECONDS, SECONDS_A_CHARACTER = 10.0, 0.01

WARM = (
    "在全县会议上的讲话\n同志们:\n一、2007年工作\n城镇新增就业1200人,增长8.5%,坚持“三级联创”。"
    "認(rèn)真。改革?!邊@,滑坡?lián)岆U救\n来源:新华网 发布时间:2008-01-01\n"
)
"""Loads what is loaded at first use, so that it is instrumented and no case waits for it."""


def check_bytes(data: bytes) -> None:
    """A file is decoded, or refused in one line that names it; what is decoded is a text."""
    try:
        decoded = decode(data, "name")
    except InputError as error:
        message = str(error)
        assert message.startswith("name: "), message
        assert message.isprintable(), message
        return
    check_text(decoded.text)


def check_text(text: str) -> None:
    """A text is repaired in a way that can be undone, and read into rows that point into it."""
    began = time.process_time()
    speech = read_speech(text, doc="x")
    check_repairs(speech)
    assert read_speech(speech.text, doc="x").text == speech.text, "cleaned twice"
    check_places(speech)
    rows = [
        *list_slogans(speech, titles=True),
        *query_stats(speech, query=StatQuery(all_kinds=True)),
        *audit_speech(speech),
        *list_repairs(speech),
    ]
    for row in rows:
        assert 0 <= row.start <= row.end <= len(text), row
        assert 1 <= row.line <= 1 + text.count("\n") + text.count("\r"), row
    list(outline_speech(speech))
    _ = speech.year, speech.facts, speech.script
    taken = time.process_time() - began
    assert taken < SECONDS + SECONDS_A_CHARACTER * len(text), taken


def check_repairs(speech: Speech) -> None:
    """The edits lead from the source to the clean text, and back."""
    clean = speech.clean
    assert apply_edits(clean.source, clean.edits) == clean.repaired
    assert len(clean.repaired) == len(clean.text)
    back: list[str] = []
    at = shift = 0
    for edit in clean.edits:
        start = edit.start + shift
        back += clean.repaired[at:start], clean.source[edit.start : edit.end]
        assert clean.repaired.startswith(edit.after, start)
        at = start + len(edit.after)
        shift += len(edit.after) - (edit.end - edit.start)
    assert "".join([*back, clean.repaired[at:]]) == clean.source


def check_places(speech: Speech) -> None:
    """Sentences and headings are in order, and where they say."""
    last = 0
    for sentence in speech.sentences:
        assert last <= sentence.start < sentence.end <= len(speech.text)
        last = sentence.end
        start, end = speech.clean.source_span(sentence.start, sentence.end)
        assert 0 <= start <= end <= len(speech.clean.source)
    for heading in speech.headings:
        assert 0 <= heading.start <= heading.end <= len(speech.text)


def check_numbers(text: str) -> None:
    """Quantities are found in order and slice back, in little time."""
    began = time.process_time()
    last = 0
    for found in find_quantities(text):
        assert last <= found.start < found.end <= len(text), found
        assert found.start <= found.number_start <= found.number_end <= found.end, found
        last = found.end
    parse_number(text)
    taken = time.process_time() - began
    assert taken < SECONDS + SECONDS_A_CHARACTER * len(text), taken
