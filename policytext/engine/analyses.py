"""What is run over the speeches: plain functions, and those that need more than the speech."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from ..speech.lexicon import Term
    from ..speech.model import Speech
    from ..speech.words import Segmenter

T = TypeVar("T")
P = TypeVar("P")


@dataclass(frozen=True)
class WordSettings:
    """How text is cut into words; equal settings share one segmenter.

    terms: of the user's lexicons, on top of the built-in ones (``builtin``). engine: see
    ``policytext.speech.words.ENGINES``. hmm: jieba's model for unknown words.
    """

    terms: tuple[Term, ...] = ()
    engine: str = "rjieba"
    hmm: bool = True
    builtin: bool = True


@cache
def segmenter(settings: WordSettings) -> Segmenter:
    """Return the segmenter for ``settings``, made once in each process."""
    from ..speech.lexicon import Term, load_terms
    from ..speech.words import Segmenter
    from ..text.script import to_simplified

    own = [Term(to_simplified(t.word), t.freq, t.tag) for t in settings.terms]
    terms = [*load_terms(), *own] if settings.builtin else own
    return Segmenter(terms, engine=settings.engine, hmm=settings.hmm)


@dataclass(frozen=True, eq=False, repr=False)
class WithWords(Generic[T]):
    """An analysis that cuts text into words: called with a speech, it finds the segmenter of
    ``settings`` in the process it runs in."""

    analyse: Callable[..., T]
    settings: WordSettings

    def __call__(self, speech: Speech) -> T:
        """Return ``analyse(speech, words=...)``."""
        return self.analyse(speech, words=segmenter(self.settings))


@dataclass(frozen=True, eq=False, repr=False)
class InTwoSteps(Generic[T]):
    """An analysis whose ``first`` step needs the terms of the segmenter and whose ``second``, on
    what that returns, its dictionary: two processes can do them at the same time."""

    first: Callable[..., Any]
    second: Callable[..., T]
    settings: WordSettings

    def __call__(self, speech: Speech) -> T:
        """Return ``second(first(speech, words=...), words=...)``."""
        return self.finish(self.begin(speech))

    def begin(self, speech: Speech) -> Any:
        """Return what the first step makes of a speech."""
        return self.first(speech, words=segmenter(self.settings))

    def finish(self, begun: Any) -> T:
        """Return what the second step makes of that."""
        return self.second(begun, words=segmenter(self.settings))


@dataclass(frozen=True, eq=False, repr=False)
class AfterYear(Generic[T]):
    """An analysis that asks for the year of the speeches. The first step is half the way to it, so
    that two processes have as much to do. settings: of the words ``analyse`` cuts, if it does."""

    analyse: Callable[[Speech], T]
    settings: WordSettings | None = None

    def __call__(self, speech: Speech) -> T:
        """Return ``analyse(speech)``."""
        return self.analyse(speech)

    def begin(self, speech: Speech) -> Speech:
        """Return the speech with what its dating rests on worked out."""
        speech.prepare_dating()
        return speech

    def finish(self, begun: Speech) -> T:
        """Return ``analyse`` of the speech."""
        return self.analyse(begun)


@dataclass(frozen=True, eq=False, repr=False)
class Merged(Generic[T, P]):
    """An analysis of which several speeches together are much smaller than one by one.

    each: the analysis of one speech. pack: makes one thing of what it returns for some speeches in
    a row, where that was found, so that less travels between processes. merge: makes one of what
    stands in a row again; None where each is wanted as soon as it is there.
    """

    each: Callable[[Speech], T]
    pack: Callable[[Iterable[T]], P]
    merge: Callable[[list[P]], P] | None = None

    def __call__(self, speech: Speech) -> T:
        """Return ``each(speech)``."""
        return self.each(speech)


Staged = InTwoSteps[Any] | AfterYear[Any]


def stages(analyse: Callable[[Speech], Any]) -> Staged | None:
    """Return the analysis of one speech in two steps, where it is one."""
    each = analyse.each if isinstance(analyse, Merged) else analyse
    return each if isinstance(each, InTwoSteps | AfterYear) else None


def analyse_speeches(analyse: Callable[[Speech], Any], speeches: Iterable[Speech]) -> Iterator[Any]:
    """Yield what ``analyse`` makes of some speeches in a row, packed where it packs.

    The first step is taken for all of them before the second for any: what each step looks up
    then stays in the processor's cache.
    """
    staged = stages(analyse)
    if staged is None:
        return pack_results(analyse, map(analyse, speeches))
    begun = [staged.begin(speech) for speech in speeches]
    return pack_results(analyse, map(staged.finish, begun))


def pack_results(analyse: Callable[[Speech], T], results: Iterable[T]) -> Iterator[Any]:
    """Yield what is to travel of the results for some speeches: themselves, or one for all."""
    if isinstance(analyse, Merged):
        yield analyse.pack(results)
    else:
        yield from results
