"""HTML that a text still holds: &ldquo;三农&rdquo;, &nbsp;, <p>…</p>."""

from __future__ import annotations

import re
from html import unescape

from .edits import Edit
from .spacing import INVISIBLE

# &amp;nbsp; was escaped twice.
_ENTITY_RE = re.compile(
    r"&(?:amp;){0,4}(?:[a-zA-Z]{2,8}[1-4]{0,2}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});"
)

_BLOCKS = "p|br|div|tr|li|ul|ol|h[1-6]|table|tbody|section|article|center|blockquote|hr"
_TAG_RE = re.compile(
    rf"</?(?P<block>{_BLOCKS})(?:[ \t/][^<>\n]{{0,300}})?>[ \t]*"
    r"|</?(?:span|strong|b|i|u|em|font|a|img|td|th|sup|sub|o:p|st1:[a-z]{1,20})"
    r"(?:[ \t/][^<>\n]{0,300})?>",
    re.IGNORECASE,
)
# Taking a tag out must not make another: <b<i>r>, &am<b>p;
_UNFINISHED_RE = re.compile(r"[<&][A-Za-z0-9#:/]{0,20}\Z")
_REACH = 22
# Blanks and what nobody sees; any other becomes a space.
_UNSEEN = {"\u3000": "\u3000", "\n": "\n"} | dict.fromkeys(INVISIBLE, "")


def find_markup(text: str) -> list[Edit]:
    """Return the edits (kind ``markup``) that put characters for entities and take tags out.

    A tag of a block between words becomes a line end. What HTML does not know stays.

    >>> text = "&ldquo;三农&rdquo;&amp;nbsp;R&D; A&B"
    >>> [(text[e.start : e.end], e.after) for e in find_markup(text)]
    [('&ldquo;', '“'), ('&rdquo;', '”'), ('&amp;nbsp;', ' ')]
    """
    edits = [] if "<" not in text else _tags(text)
    for match in _ENTITY_RE.finditer(text):
        character = match[0]
        while (plain := unescape(character)) != character:
            character = plain
        if character not in (match[0], "\ufffd") and not character.endswith(";"):
            after = character if character.isprintable() else _UNSEEN.get(character, " ")
            edits.append(Edit(match.start(), match.end(), after, "markup"))
    return sorted(edits)


def _tags(text: str) -> list[Edit]:
    edits = []
    # Tags in a row are one line end.
    end = -1
    for match in _TAG_RE.finditer(text):
        if _UNFINISHED_RE.search(text, max(0, match.start() - _REACH), match.start()):
            continue
        begins = match.start() == 0 or text[match.start() - 1] == "\n" or match.start() == end
        ends = match.end() == len(text) or text[match.end()] == "\n"
        after = "\n" if match["block"] and not begins and not ends else ""
        edits.append(Edit(match.start(), match.end(), after, "markup"))
        end = match.end()
    return edits
