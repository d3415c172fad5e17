"""Pinyin glosses that a site put after characters: 導(dǎo)語, 認(rèn)真學(xué)習(xí).

A bracket goes when it holds one syllable that is a reading of the character before it, or of that
character's simplified or traditional spelling. Syllables without tones (黨(dang) 政) go where there
are several, with the space that such sites put behind them. Readings are those of pypinyin
(mozillazg), all of them for a character with several. Other brackets stay: (PM2.5), (GDP), (a),
縣(市、區).
A gloss cut by shifted frames (坡?lián)岆U救) belongs to ``shift``: its bytes are frames.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from .edits import Edit, Span

# Letters of toned pinyin, composed or with combining marks; ɑ and ɡ of some input methods.
SYLLABLE = "[a-zɑɡüêāáǎăàēéěĕèīíǐĭìōóǒŏòūúǔŭùǖǘǚǜńňǹḿ\u0300-\u0304\u0306\u0308\u030c]{1,12}"
HAN = "〇㐀-\u4dbf一-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
GLOSS_RE = re.compile(f"(?<=[{HAN}])[(（] ?({SYLLABLE}) ?[)）]")
_SPELLINGS = str.maketrans("vɑɡăĕĭŏŭ", "üagǎěǐǒǔ")
# ê̄ of 欸 and m̄ have no composed form; all others have.
_BREVE, _CARON = "\u0306", "\u030c"
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))
_FEWEST = 3  # one bracket with plain letters may be the author's


def syllable(written: str) -> str:
    """Return a pinyin syllable in one spelling: composed letters, ü for v, caron for breve.

    >>> syllable("xue\u0301"), syllable("nv\u030c")
    ('xué', 'nǚ')
    """
    # v must become ü before its tone mark joins it.
    spelt = unicodedata.normalize("NFD", written.translate(_SPELLINGS)).replace(_BREVE, _CARON)
    return unicodedata.normalize("NFC", spelt)


@cache
def readings(char: str) -> frozenset[str]:
    """Return every pinyin reading of ``char`` and of its spellings in the other script.

    >>> sorted(readings("行"))[:2]
    ['hàng', 'háng']
    """
    from pypinyin import Style, pinyin

    from .spellings import forms_of, scripts

    simple = scripts().to_simplified.get(char, char)
    spellings = {char, simple, *(spelt for _, _, spelt in forms_of(simple))}
    found: set[str] = set()
    for spelling in spellings:
        known = pinyin(spelling, style=Style.TONE, heteronym=True, errors="ignore")
        found.update(syllable(reading) for group in known for reading in group)
    return frozenset(found)


@cache
def _plain_readings(char: str) -> frozenset[str]:
    return frozenset(_without_tone(reading) for reading in readings(char))


def _without_tone(reading: str) -> str:
    bare = unicodedata.normalize("NFD", reading).translate(_TONES)
    return unicodedata.normalize("NFC", bare)


def find_glosses(text: str) -> tuple[list[Edit], list[Span]]:
    """Return the edits (kind ``gloss``) that delete pinyin glosses, and no damaged spans.

    The edits are in offsets of ``text``, sorted and disjoint; each deletes a bracket with its
    content, full- or half-width.

    >>> find_glosses("認(rèn)真落實(GDP)")[0]
    [Edit(start=1, end=6, after='', kind='gloss')]
    """
    toned: list[Edit] = []
    plain: list[Edit] = []
    for match in GLOSS_RE.finditer(text):
        start, end = match.span()
        spelt, char = syllable(match.group(1)), text[start - 1]
        if spelt in readings(char):
            toned.append(Edit(start, end, "", "gloss"))
        elif spelt in _plain_readings(char):
            plain.append(Edit(start, end + text.startswith(" ", end), "", "gloss"))
    return sorted(toned + plain) if len(plain) >= _FEWEST else toned, []
