"""All readings of a run of shifted GBK frames, best first.

A shifted run shows the pairs (second byte of one character, first byte of the next). Between two
shown characters any number of pairs may have fallen into the user-defined pages and show nothing.
The readings form a lattice: a node is a place in the shown run, how many pairs in a row were
hidden before it, and the first bytes the next character may have; an arc is one character. Words
of the dictionary are walked through the lattice and the best paths kept (Viterbi, n best).
"""

from __future__ import annotations

from typing import NamedTuple

from .fluency import BY_CHAR, BY_WORD, MAX_WORD, ONLY_PREFIX, Fluency
from .frames import USER_LEADS, USER_TRAILS
from .gloss import readings
from .habit import as_counted
from .run_graph import FEW, MAX_HIDDEN, Node, Run, Tail, node_of
from .sites import cut_gloss
from .spellings import forms_of

_BEAM = 11.0  # natural log units below the best node further on
_MOST_JOIN = 4.5  # that a word gains by the character before it
_KEEP_INSIDE = 16  # paths a node inside the run
_HOPELESS = -9.0  # log-probability a shown character below which no reading is meant
MOST_STEPS = 20_000  # beyond this the readings found so far are all; a run takes some 1,300
_LOOK = 6  # shown characters after which that is asked
_NOT_FIRST = "，。、；：！？"
_STOPS = frozenset(_NOT_FIRST)

Hypothesis = tuple[float, str, str]  # value, text as spelt, last word
Path = tuple[float, str, str, str]  # the same with the simplified text second


class Reading(NamedTuple):
    """score: log-probability by words. spelling: by its script. simple: the reading in simplified
    script, with the text after it. text: as spelt, without that text. end: offset in the shown run.
    swallowed: the character after it that the last frame took in, or nothing. after: the text
    after."""

    score: float
    spelling: float
    simple: str
    text: str
    end: int
    swallowed: str
    after: str


class Lattice:
    """The readings of one shifted run."""

    def __init__(
        self,
        measure: Fluency,
        run: Run,
        *,
        before: str = "。",
        keep: int = 20,
        most: int = MOST_STEPS,
    ) -> None:
        """before: the character before the run. keep: paths a node. most: steps after which the
        readings found so far are all."""
        self.steps = 0  # words begun or continued: the work done
        self._most = most
        self._measure = measure
        self._run = run
        self._before = before
        self._keep = keep
        self._joins, self._follow = measure.joins, measure.follow
        self._paths: dict[Node | Tail, dict[str, Hypothesis]] = {}
        self._floor: dict[Node | Tail, float] = {}
        self._waiting: dict[tuple[int, int], set[Node]] = {}
        self._ahead = [ONLY_PREFIX] * (len(run.shown) + 2)

    def read(self, leads: frozenset[int]) -> list[Reading]:
        """Return the readings whose first character has one of these first bytes, best first."""
        start: Node = (0, 0, leads)
        self._paths[start] = {"": (0.0, "", "")}
        self._waiting[0, 0] = {start}
        for place in range(len(self._run.shown)):
            ahead = max(self._ahead[place:])
            if place >= _LOOK and ahead < _HOPELESS * place:
                break  # the run has ended, or nothing in it can be read
            for hidden in range(MAX_HIDDEN + 1):
                nodes = self._waiting.get((place, hidden), ())
                for node in sorted(nodes, key=lambda item: sorted(item[2])):
                    self._expand(node)
        return sorted(self._finish(), key=lambda reading: (-reading.score, reading.text))

    def _finish(self) -> list[Reading]:
        found = []
        for end in sorted(self._run.tails):
            swallowed, after = self._run.tails[end]
            glossed = cut_gloss(self._run.shown, end - 1) if swallowed == "(" else ""
            for read in range(len(after) + 1):
                node = Tail(end, read)
                best = self._best(node)
                if not best:
                    continue
                if read == len(after):
                    found += [
                        self._reading(s, t, end, swallowed, after)
                        for _, s, t, _ in best
                        if not glossed or glossed in readings(t[-1])
                    ]
                else:
                    self._walk(node, best, "", "", 0.0)
        return found

    def _best(self, node: Node | Tail) -> list[Path]:
        least = self._floor.get(node, ONLY_PREFIX) - _BEAM
        paths = self._paths.get(node, {})
        found = [(v, s, t, w) for s, (v, t, w) in paths.items() if v >= least]
        keep = _KEEP_INSIDE
        if isinstance(node, Tail):
            keep = self._keep
            swallowed, after = self._run.tails[node.end]
            follows = "" if swallowed or after else as_counted(self._run.shown[node.end :][:1])
            if follows:  # a number, or a mark: no word tells what stands before it
                found = [(v + self._gain(s[-1:], follows), s, t, w) for v, s, t, w in found]
        return sorted(found, key=lambda path: (-path[0], path[1]))[:keep]

    def _gain(self, char: str, follows: str) -> float:
        return self._measure.joins[char + follows] / BY_CHAR

    def _reading(self, simple: str, text: str, end: int, swallowed: str, after: str) -> Reading:
        """A whole path; while searching, words counted by what they follow too."""
        spelling = sum(self._measure.script_cost(char) for char in text)
        score = self._measure.words(simple)
        return Reading(score, spelling, simple, text, end, swallowed, after)

    def _push(
        self,
        best: list[Path],
        word: str,
        text: str,
        gain: float,
        node: Node | Tail,
    ) -> None:
        paths = self._paths.get(node)
        if paths is None:
            paths = self._paths[node] = {}
            if not isinstance(node, Tail):
                self._waiting.setdefault((node[0], node[1]), set()).add(node)
        floor = self._floor.get(node, ONLY_PREFIX)
        cut = floor - _BEAM - gain
        if best[0][0] + _MOST_JOIN < cut:
            return
        joins, follow, first = self._joins, self._follow, word[0]
        own = follow[word].own
        stop = first in _NOT_FIRST
        for value, simple, spelt, last in best:
            if value + _MOST_JOIN < cut:
                break
            if stop and simple[-1:] in _STOPS:
                continue  # no text has two in a row
            value += gain + joins[(simple[-1:] or self._before) + first]
            if last and own:
                known = follow[last]
                score = known.listed.get(word)
                joined = known.rest if score is None else score - own
                value += BY_WORD * (joined if joined < 6.0 else 6.0)
            if value < floor - _BEAM:
                continue
            if value > floor:
                self._floor[node] = floor = value
                place = min(node[0], len(self._ahead) - 1)
                self._ahead[place] = max(self._ahead[place], value)
            key = simple + word
            old = paths.get(key)
            if old is None or old[0] < value:
                paths[key] = (value, spelt + text, word)

    def _expand(self, node: Node) -> None:
        best = self._best(node)
        place, hidden, leads = node
        if not best or best[0][0] < max(self._ahead[place:]) - _BEAM:
            return
        self._walk(node, best, "", "", 0.0)
        if len(leads) > FEW and hidden < MAX_HIDDEN:
            for simple, spelt, value in self._measure.free_pieces:
                if hidden + len(simple) <= MAX_HIDDEN:
                    further: Node = (place, hidden + len(simple), USER_TRAILS)
                    self._push(best, simple, spelt, value, further)
            self._hidden_words(node, best)

    def _walk(
        self,
        node: Node | Tail,
        best: list[Path],
        word: str,
        text: str,
        cost: float,
    ) -> None:
        """Follow every dictionary word that begins with ``word`` from ``node`` on."""
        measure = self._measure
        self.steps += 1
        if self.steps > self._most:
            return
        if not isinstance(node, Tail) and word and self._run.is_wide(node):
            arcs = self._run.open_arcs(node, word)
        elif isinstance(node, Tail):
            after = self._run.tails[node.end][1][node.read : node.read + 1]
            arcs = [(after, "", 0.0, Tail(node.end, node.read + 1))] if after else []
        else:
            arcs = self._run.arcs_of(node)
        scores, extends = measure.score, measure.extends
        for simple, char, extra, further in arcs:
            longer = word + simple
            value = scores.get(longer)
            if value is None or value == ONLY_PREFIX:
                if not word:
                    value = measure.word(simple)
                elif value is None:
                    continue
            if value > ONLY_PREFIX:
                self._push(best, longer, text + char, cost + extra + value, further)
            if longer in extends and len(longer) < MAX_WORD:
                self._walk(further, best, longer, text + char, cost + extra)

    def _hidden_words(self, node: Node, best: list[Path]) -> None:
        """Words whose first character is hidden with both bytes, by their second character."""
        cost = self._measure.script_cost
        moves = self._run.moves_at(node[0])
        # Where nothing is known of either byte, only what is common is thought of.
        tables = self._measure.hidden if len(moves) <= FEW else [self._measure.common_hidden]
        for trail, targets in moves.items():
            for table in tables:
                for word, first, second in table.get(trail, ()):
                    for target in targets:
                        extra = cost(first) + cost(second)
                        self._spell(node_of(target), best, word, 2, first + second, extra)

    def _spell(
        self,
        node: Node | Tail,
        best: list[Path],
        word: str,
        done: int,
        text: str,
        cost: float,
    ) -> None:
        """Follow one word, of which ``done`` characters are spelt, from ``node`` on."""
        if done == len(word):
            self._push(best, word, text, self._measure.word(word) + cost, node)
            return
        if isinstance(node, Tail):
            if self._run.tails[node.end][1][node.read : node.read + 1] == word[done]:
                self._spell(Tail(node.end, node.read + 1), best, word, done + 1, text, cost)
            return
        place, hidden, leads = node
        if place >= len(self._run.shown):
            return
        moves = self._run.moves_at(place)
        for lead, trail, char in forms_of(word[done]):
            if lead not in leads:
                continue
            paid = cost + self._measure.script_cost(char)
            for target in moves.get(trail, ()):
                self._spell(node_of(target), best, word, done + 1, text + char, paid)
            if trail in USER_LEADS and hidden < MAX_HIDDEN:
                further: Node = (place, hidden + 1, USER_TRAILS)
                self._spell(further, best, word, done + 1, text + char, paid)
