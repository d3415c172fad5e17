"""A shifted run as a graph: which characters may stand at a place, and where each leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .fluency import Fluency
from .frames import USER_LEADS, USER_TRAILS, char_of, frame_of, unassigned
from .sites import cut_gloss, ends_at
from .spellings import scripts

MAX_HIDDEN = 4  # pairs hidden in a row
FEW = 40  # as many first bytes are tried one by one
# Second bytes of ） ： ； ！ and, after A1, of 。 ” 》: what a line ends with.
_CLOSING = (0xA9, 0xBA, 0xBB, 0xA1, 0xA3, 0xB1, 0xB7)
_WIDE = 15  # pairs of first and second bytes

# A node inside the run: (place, hidden in a row, first bytes); in the text after it: (place, count)
Node = tuple[int, int, frozenset[int]]
Arc = tuple[str, str, float, "Node | Tail"]
# The next place and the first bytes there; None where the run has ended.
Move = tuple[int, frozenset[int] | None]


class Tail(NamedTuple):
    """A node after the run: where it ends in the shown text, how much of what follows is read."""

    end: int
    read: int


def node_of(move: Move) -> Node | Tail:
    """Return the node that a move leads to."""
    end, leads = move
    return Tail(end, 0) if leads is None else (end, 0, leads)


class Run:
    """What shows of one run, and what follows it."""

    def __init__(
        self,
        measure: Fluency,
        shown: str,
        after: Callable[[int, str], str],
        *,
        folded: bool,
        respelt: bool,
    ) -> None:
        """shown: what follows the first shown pair. after: (end, character that the run swallowed)
        -> the simplified characters that follow. folded: full-width forms may show as half-width.
        respelt: what shows may have been converted to traditional since."""
        self.shown = shown
        # End -> the character that the last frame swallowed, the simplified text after it.
        self.tails: dict[int, tuple[str, str]] = {}
        self._measure = measure
        self._after = after
        self._folded = folded
        self._respelt = respelt
        self._moves: dict[int, dict[int, list[Move]]] = {}
        self._arcs: dict[Node, list[Arc]] = {}
        self._to_simplified = scripts().to_simplified

    def moves_at(self, place: int) -> dict[int, list[Move]]:
        """Second byte -> (next place, first bytes there; None where the run has ended)."""
        moves = self._moves.get(place)
        if moves is not None:
            return moves
        moves = self._moves[place] = {}
        char = self.shown[place]
        code = ord(char)
        following = self.shown[place + 1 : place + 2] or "\n"
        if char == "\n":
            self._tail(place + 1, char)
            for trail in _CLOSING:
                moves[trail] = [(place + 1, None)]
        if char in "?\ufffd":
            cut = cut_gloss(self.shown, place)
            if cut or ends_at(self.shown, place):
                self._tail(place + 1, "(" if cut else "")
                for trail in range(0x80, 0xFF):
                    moves.setdefault(trail, []).append((place + 1, None))
            if following == "?" or ord(following) >= 0x40:
                for trail, leads in unassigned().items():
                    moves.setdefault(trail, []).append((place + 1, leads))
        elif 0x40 <= code < 0x7F:
            self._tail(place + 1, "")
            moves.setdefault(code, []).append((place + 1, None))
        if 0x21 <= code < 0x7F and self._folded:
            moves.setdefault(0xA3, []).append((place + 1, frozenset([code + 0x80])))
        if code >= 0x80:
            for spelling in self._spellings(char):
                frame = frame_of(spelling)
                if frame is None:
                    continue
                if frame[1] < 0x80:
                    self._tail(place + 1, chr(frame[1]))
                    moves.setdefault(frame[0], []).append((place + 1, None))
                else:
                    moves.setdefault(frame[0], []).append((place + 1, frozenset([frame[1]])))
        return moves

    def _spellings(self, char: str) -> list[str]:
        if not self._respelt:
            return [char]
        return list(dict.fromkeys([char, self._to_simplified.get(char, char)]))

    def _tail(self, end: int, swallowed: str) -> None:
        self.tails[end] = (swallowed, self._after(end, swallowed))

    def arcs_of(self, node: Node) -> list[Arc]:
        """The characters that may stand at a node, first bytes tried one by one."""
        arcs = self._arcs.get(node)
        if arcs is not None:
            return arcs
        arcs = self._arcs[node] = []
        place, hidden, leads = node
        if place >= len(self.shown):
            return arcs
        moves = self.moves_at(place)
        if len(leads) > FEW and len(moves) > FEW:  # nothing known of either byte
            for lead, trail, simple, spelt in self._measure.before_number():
                if lead in leads:
                    for target in moves.get(trail, ()):
                        cost = self._measure.script_cost(spelt)
                        arcs.append((simple, spelt, cost, node_of(target)))
            moves = {}
        for trail, targets in moves.items():
            for lead in leads:
                char = char_of(lead, trail)
                if char:
                    arcs += [self._arc(char, node_of(target)) for target in targets]
        if hidden < MAX_HIDDEN and len(leads) <= FEW:
            further: Node = (place, hidden + 1, USER_TRAILS)
            for trail in USER_LEADS:
                for lead in leads:
                    char = char_of(lead, trail)
                    if char:
                        arcs.append(self._arc(char, further))
        return arcs

    def _arc(self, char: str, further: Node | Tail) -> Arc:
        simple = self._to_simplified.get(char, char)
        return simple, char, self._measure.script_cost(char), further

    def is_wide(self, node: Node) -> bool:
        """Whether so much may stand at a node that what goes on a word is looked up, not tried."""
        place, _, leads = node
        if len(leads) > FEW or place >= len(self.shown):
            return True
        return len(leads) * len(self.moves_at(place)) > _WIDE

    def open_arcs(self, node: Node, word: str) -> list[Arc]:
        """The characters that may continue ``word`` where the first byte is not known."""
        place, hidden, leads = node
        if place >= len(self.shown):
            return []
        by_trail, hiding = self._measure.following(word)
        cost = self._measure.script_cost
        arcs: list[Arc] = []
        moves = self.moves_at(place)
        for trail in sorted(moves.keys() & by_trail.keys()):
            targets = moves[trail]
            for lead, simple, char in by_trail[trail]:
                if lead in leads:
                    arcs += [(simple, char, cost(char), node_of(target)) for target in targets]
        if hidden < MAX_HIDDEN:
            further: Node = (place, hidden + 1, USER_TRAILS)
            for lead, simple, char in hiding:
                if lead in leads:
                    arcs.append((simple, char, cost(char), further))
        return arcs
