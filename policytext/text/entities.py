"""Characters that a page still spells as HTML does: &ldquo;三农&rdquo;, &nbsp;, &#8226;."""

from __future__ import annotations

import re
from html import unescape

from .edits import Edit
from .spacing import INVISIBLE

# &amp;nbsp; was escaped twice.
_ENTITY_RE = re.compile(
    r"&(?:amp;){0,4}(?:[a-zA-Z]{2,8}[1-4]{0,2}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});"
)

# Blanks and what nobody sees; any other becomes a space.
_UNSEEN = {"\u3000": "\u3000", "\n": "\n"} | dict.fromkeys(INVISIBLE, "")


def find_entities(text: str) -> list[Edit]:
    """Return the edits (kind ``entity``) that put characters for what stands for them.

    What HTML does not know stays.

    >>> text = "&ldquo;三农&rdquo;&amp;nbsp;R&D; A&B"
    >>> [(text[e.start : e.end], e.after) for e in find_entities(text)]
    [('&ldquo;', '“'), ('&rdquo;', '”'), ('&amp;nbsp;', ' ')]
    """
    edits = []
    for match in _ENTITY_RE.finditer(text):
        character = match[0]
        while (plain := unescape(character)) != character:
            character = plain
        if character not in (match[0], "\ufffd") and not character.endswith(";"):
            after = character if character.isprintable() else _UNSEEN.get(character, " ")
            edits.append(Edit(match.start(), match.end(), after, "entity"))
    return edits
