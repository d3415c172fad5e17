"""All readings of a run of shifted GBK frames, best first.

A shifted run shows the pairs (second byte of one character, first byte of the next). Between two
shown characters any number of pairs may have fallen into the user-defined pages and show nothing.
The readings form a lattice: a node is a place in the shown run, how many pairs in a row were
hidden before it, and the first bytes the next character may have; an arc is one character. Words
of the dictionary are walked through the lattice and the best paths kept (Viterbi, n best).
"""

from __future__ import annotations

from typing import NamedTuple

from .dictionary import MAX_WORD, ONLY_PREFIX
from .fluency import BY_CHAR, BY_WORD, MOST_JOIN, Fluency
from .frames import USER_LEADS, USER_TRAILS
from .gloss import readings
from .habit import as_counted
from .paths import BEAM, Kept, Path
from .run_graph import FEW, MAX_HIDDEN, Node, Run, Tail, node_of
from .sites import cut_gloss
from .spellings import forms_of

_MOST_BY_CHAR, _MOST_BY_WORD = BY_CHAR * MOST_JOIN, BY_WORD * MOST_JOIN
_MOST_GAIN = _MOST_BY_CHAR + _MOST_BY_WORD  # that a word gains by what is before it
_ROUNDING = 1e-9
_KEEP_INSIDE = 16  # paths a node inside the run
_HOPELESS = -9.0  # log-probability a shown character below which no reading is meant
MOST_STEPS = 20_000  # beyond this the readings found so far are all; a run takes some 1,300
_LOOK = 6  # shown characters after which that is asked
_STOPS = frozenset("，。、；：！？")


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
        self._kept: dict[Node | Tail, Kept] = {}
        self._waiting: dict[tuple[int, int], set[Node]] = {}
        self._ahead = [ONLY_PREFIX] * (len(run.shown) + 2)

    def read(self, leads: frozenset[int]) -> list[Reading]:
        """Return the readings whose first character has one of these first bytes, best first."""
        start: Node = (0, 0, leads)
        self._kept_at(start).paths[""] = (0.0, "", "")
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
                        self._reading(path.simple, path.text, end, swallowed, after)
                        for path in best
                        if not glossed or glossed in readings(path.text[-1])
                    ]
                else:
                    self._walk(node, best, "", "", 0.0)
        return found

    def _kept_at(self, node: Node | Tail) -> Kept:
        kept = self._kept.get(node)
        if kept is None:
            if isinstance(node, Tail):
                most = 0 if self._shown_after(node) else self._keep
            else:
                most = _KEEP_INSIDE
                self._waiting.setdefault((node[0], node[1]), set()).add(node)
            kept = self._kept[node] = Kept(most)
        return kept

    def _shown_after(self, node: Tail) -> str:
        """A number or a mark after the run, as counted: no word tells what stands before it."""
        swallowed, after = self._run.tails[node.end]
        return "" if swallowed or after else as_counted(self._run.shown[node.end :][:1])

    def _best(self, node: Node | Tail) -> list[Path]:
        kept = self._kept.get(node)
        if kept is None:
            return []
        least = kept.best - BEAM
        found = [(v, s, t, w) for s, (v, t, w) in kept.paths.items() if v >= least]
        keep = _KEEP_INSIDE
        if isinstance(node, Tail):
            keep = self._keep
            if follows := self._shown_after(node):
                found = [(v + self._gain(s[-1:], follows), s, t, w) for v, s, t, w in found]
        found.sort(key=lambda path: (-path[0], path[1]))
        return [self._path(*path) for path in found[:keep]]

    def _path(self, value: float, simple: str, text: str, last: str) -> Path:
        known = self._follow[last] if last else None
        return Path(
            value,
            simple,
            text,
            simple[-1:] or self._before,
            known.rest if known else 0.0,
            known.listed if known else None,
        )

    def _gain(self, char: str, follows: str) -> float:
        return self._joins[follows][char] / BY_CHAR

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
        kept = self._kept.get(node) or self._kept_at(node)
        least = kept.least - _ROUNDING
        if best[0].value + gain + _MOST_GAIN < least:
            return
        first = word[0]
        joins, own = self._joins[first], self._follow[word].own
        stop = first in _STOPS
        for path in best:
            most = path.value + gain + _MOST_BY_CHAR
            if most + _MOST_BY_WORD < least:
                break
            by_word = 0.0
            if own and path.listed is not None:
                score = path.listed.get(word)
                joined = path.rest if score is None else score - own
                by_word = BY_WORD * (joined if joined < MOST_JOIN else MOST_JOIN)
            if most + by_word < least or (stop and path.simple and path.before in _STOPS):
                continue  # no text has two stops in a row
            # In this order: sums of floats depend on it.
            value = path.value + (gain + joins[path.before])
            value += by_word
            if value < kept.least:
                continue
            if value > kept.best:
                place = min(node[0], len(self._ahead) - 1)
                self._ahead[place] = max(self._ahead[place], value)
            kept.keep(path.simple + word, (value, path.text + text, word))
            least = kept.least - _ROUNDING

    def _expand(self, node: Node) -> None:
        best = self._best(node)
        place, hidden, leads = node
        if not best or best[0].value < max(self._ahead[place:]) - BEAM:
            return
        self._walk(node, best, "", "", 0.0)
        if len(leads) > FEW and hidden < MAX_HIDDEN:
            for simple, spelt, value in self._measure.hidden.pieces():
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
        row, rest = (measure.rows[word[0]], word[1:]) if word else (None, "")
        for simple, char, extra, further in arcs:
            if row is None:
                value: float | None = measure.word(simple)
                extends, longer = measure.rows[simple].extends, ""
            else:
                longer, extends = rest + simple, row.extends
                value = row.score.get(longer)
            if value is None:
                continue
            if value > ONLY_PREFIX:
                self._push(best, word + simple, text + char, cost + extra + value, further)
            if longer in extends and len(word) + 1 < MAX_WORD:
                self._walk(further, best, word + simple, text + char, cost + extra)

    def _hidden_words(self, node: Node, best: list[Path]) -> None:
        """Words whose first character is hidden with both bytes, by their second character."""
        moves = self._run.moves_at(node[0])
        # Where nothing is known of either byte, only what is common is thought of.
        common = len(moves) > FEW
        most = best[0].value + _MOST_GAIN + _ROUNDING
        for trail, targets in moves.items():
            ends = self._measure.hidden.ends(trail, common=common)
            for target in targets:
                further = node_of(target)
                kept = self._kept_at(further)
                for gain, word, text in ends.pairs:
                    if most + gain < kept.least:
                        break
                    self._push(best, word, text, gain, further)
                if isinstance(further, Tail):
                    longer = ends.going_on_with(self._run.tails[further.end][1][:1])
                else:
                    longer = ends.going_on(further[2])
                for cost, word, text in longer:
                    self._spell(further, best, word, 2, text, cost)

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
            value = self._measure.rows[word[0]].score[word[1:]]
            self._push(best, word, text, value + cost, node)
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
