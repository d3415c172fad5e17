"""A speech as one record of plain values, and back: what a parsed corpus keeps of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..text.edits import Clean, Edit, apply_edits
from .dating import Dating, describe
from .evidence.model import Evidence
from .facts import Facts
from .model import Speech
from .sentences import Sentence
from .structure import Heading, Paragraph, Structure
from .words import Segmenter


class KeptSpeech(NamedTuple):
    """One speech, parsed. All offsets are half-open and count characters of ``text``, those of
    ``edits`` and ``damaged`` characters of ``source``.

    doc, path, encoding: of the document. year, year_from, year_to, year_evidence, title, speaker,
    occasion, place, level, published, script: as ``policytext docs`` prints them. text: the clean
    text. headings, paragraphs, sentences: dicts with the fields of ``policytext.speech``'s Heading,
    Paragraph and Sentence. tokens: all of the text's, punctuation included. source: the decoded
    file. edits, damaged: how it became the text, and what could not be restored. metadata: known
    from outside, as JSON. facts, evidence: as read from the text, as JSON.
    """

    doc: str
    path: str
    encoding: str
    year: int | None
    year_from: int | None
    year_to: int | None
    year_evidence: str
    title: str
    speaker: str
    occasion: str
    place: str
    level: str
    published: str
    script: str
    text: str
    headings: list[dict[str, Any]]
    paragraphs: list[dict[str, Any]]
    sentences: list[dict[str, Any]]
    tokens: list[str]
    source: str
    edits: list[dict[str, Any]]
    damaged: list[dict[str, int]]
    metadata: str
    facts: str
    evidence: str


def keep_speech(speech: Speech, words: Segmenter) -> KeptSpeech:
    """Return the record of a speech, with the tokens that ``words`` cuts."""
    dating = speech.dating
    return KeptSpeech(
        doc=speech.doc,
        path=speech.path,
        encoding=speech.encoding,
        year=dating.year,
        year_from=dating.year_from,
        year_to=dating.year_to,
        year_evidence=describe(dating),
        **{name: speech.fact(name) for name in _FACTS},
        script=speech.script,
        text=speech.text,
        headings=[heading._asdict() for heading in speech.headings],
        paragraphs=[paragraph._asdict() for paragraph in speech.paragraphs],
        sentences=[sentence._asdict() for sentence in speech.sentences],
        tokens=words.tokens(speech.text),
        source=speech.clean.source,
        edits=[edit._asdict() for edit in speech.clean.edits],
        damaged=[{"start": start, "end": end} for start, end in speech.clean.damaged],
        metadata=json.dumps(dict(speech.metadata), ensure_ascii=False),
        facts=json.dumps(speech.facts._asdict(), ensure_ascii=False),
        evidence=json.dumps([e._asdict() for e in dating.evidence], ensure_ascii=False),
    )


_FACTS = ("title", "speaker", "occasion", "place", "level", "published")


def restore_speech(
    record: Mapping[str, Any], metadata: Mapping[str, str], cut_by: str = ""
) -> Speech:
    """Return the speech of a record, with nothing left to work out.

    metadata: known from outside by now; where it differs from what was known when the record was
    made, the year and the facts are read from the text again. cut_by: the key of the segmenter
    that cut ``tokens``.
    """
    edits = tuple(Edit(**edit) for edit in record["edits"])
    source = record["source"]
    clean = Clean(
        source,
        edits,
        record["text"],
        apply_edits(source, edits),
        tuple((span["start"], span["end"]) for span in record["damaged"]),
    )
    speech = Speech(record["doc"], record["path"], record["encoding"], clean, dict(metadata))
    known: dict[str, Any] = {
        "script": record["script"],
        "structure": Structure(
            tuple(Heading(**heading) for heading in record["headings"]),
            tuple(Paragraph(**paragraph) for paragraph in record["paragraphs"]),
        ),
        "sentences": tuple(Sentence(**sentence) for sentence in record["sentences"]),
        "kept_tokens": (cut_by, record["tokens"]),
    }
    if metadata == json.loads(record["metadata"]):
        evidence = tuple(Evidence(**e) for e in json.loads(record["evidence"]))
        known |= {
            "facts": Facts(**json.loads(record["facts"])),
            "dating": Dating(record["year"], record["year_from"], record["year_to"], evidence),
        }
    # Where the properties keep what they have worked out.
    vars(speech).update(known)
    return speech
