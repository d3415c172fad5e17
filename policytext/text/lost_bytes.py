"""Where a file in a two-byte encoding has lost a byte and still decodes.

From the lost byte on every pair is read one byte too early, until a byte below 0x80 that was the
second of its pair stands alone as an ASCII letter and brings the pairs back in step: 改革開放 with
its second byte gone is two or three characters that nobody writes, then a letter.
"""

from __future__ import annotations

import re
from collections.abc import Container

# Where such a stretch ends: pairs, then a second byte that can be ASCII (0x40 to 0x7E) and stands
# among Chinese.
_END_RE = re.compile(r"(?<=[^\x00-\x7f]{2})[@-~](?![\x21-\x7e])")
_LONGEST = 60


def find_lost_byte(text: str, codec: str, common: Container[int]) -> int | None:
    """Return the offset in ``text`` from which it makes sense one byte later only, else None.

    ``codec``: what the text was decoded with. ``common``: the code points that are common in
    Chinese. From the offset to the next ASCII letter there are two characters or more; read one
    byte later all of them are common, and as they stand at least half are rare.
    """
    for match in _END_RE.finditer(text):
        end = match.start()
        later = match[0].encode("ascii")
        rare = 0
        found = None
        for at in range(end - 1, max(0, end - _LONGEST) - 1, -1):
            pair = text[at].encode(codec, "ignore")
            if len(pair) != 2:
                break
            # The pair one byte later: its second byte and the first of the next.
            shifted = (pair[1:] + later).decode(codec, "ignore")
            if len(shifted) != 1 or ord(shifted) not in common:
                break
            rare += ord(text[at]) not in common
            later = pair[:1]
            if 2 <= end - at <= 2 * rare:
                found = at
        if found is not None:
            return found
    return None
