"""Words: jieba's dictionary and model, with listed terms and numbers kept whole.

Before the text is cut, every listed term is replaced by one control character and every number by
another, which jieba cuts off on both sides; afterwards what stood there is put back. So a term
comes out whole whatever its neighbours, and one call cuts the whole text.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import chain
from typing import TYPE_CHECKING, Any, AnyStr, NamedTuple

from ..errors import UsageError
from ..text.lazy import lazy_re

if TYPE_CHECKING:
    from .lexicon import Term
    from .model import Speech

ENGINES = ("rjieba", "jieba")
# Terms at least this long come out whole always; shorter ones only weigh in jieba's own choice.
WHOLE = 3
TERM_TAG, NUMBER_TAG = "nz", "m"

# What may stand for a term or a number: characters that jieba cuts off on both sides and texts do
# not hold. Control characters first: with them a text takes no more memory and is cut faster.
_MASKS = (range(1, 9), range(14, 28), range(0xF0000, 0x10FFFE))

_Cut = Callable[[str], list[str]]
_Tag = Callable[[str], Iterable[tuple[str, str]]]

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE_RE = lazy_re("[０-９Ａ-Ｚａ-ｚ]+")
# Elsewhere these are punctuation. It begins with a set of characters, to be looked for fast.
_WIDE_SIGN_RE = re.compile(r"[．＋－](?=[0-9])(?:(?<!．)|(?<=[0-9]．))")
# One of all these in UTF-8; it begins with one byte, to be looked for fast.
_WIDE_BYTES_RE = re.compile(rb"\xef(?:\xbc[\x8b\x8d\x8e\x90-\x99\xa1-\xba]|\xbd[\x81-\x9a])")
# Begins with a digit, so that the scan passes over other text at full speed.
_NUMBER_RE = re.compile(
    r"[0-9](?<![A-Za-z0-9.#+&_%·].)"
    r"(?:[0-9]{0,2}(?:,[0-9]{3})+(?![0-9])|[0-9]*)(?:[.·][0-9]+)?"
    r"(?:[百千万亿]+|[%‰])?"
    r"(?![A-Za-z0-9]|[.·][0-9])"
)
# 下降-26.95% has a sign; 2008年-2012年, 10-15%, 6%-7% and 9+3 have none, nor what follows a term.
_SIGNS = frozenset("-+")
_SIGN_RE = re.compile(r"[-+](?=\d)(?:(?<![\w)%‰\x01-\x1b].)|(?<=[降长幅为是达到至减落涨率].))")
_BARE_RE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:[百千万亿]+|[%‰])?")


class Tagged(NamedTuple):
    """A token and its part-of-speech tag in jieba's tag set."""

    token: str
    tag: str


def fold_for_words(text: str) -> str:
    """Return ``text`` with full-width letters, digits and number signs as ASCII, same length.

    >>> fold_for_words("增长８．５％，达１２３万")
    '增长8.5%，达123万'
    """
    return _fold(text)[0]


def _fold(text: str) -> tuple[str, bytes]:
    """Return the folded text, as it is and in UTF-8."""
    # ％ is common where nothing else is wide, and replacing it alone is fast.
    text = text.replace("％", "%")
    data = _bytes(text)
    if not _WIDE_BYTES_RE.search(data):
        return text, data
    text = _WIDE_SIGN_RE.sub(_narrow, _WIDE_RE.sub(_narrow, text))
    return text, _bytes(text)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _narrow(match: re.Match[str]) -> str:
    return match.group().translate(_WIDE)


def is_word(token: str) -> bool:
    """Whether a token counts in the per-million base: anything but punctuation and space."""
    return token.isalnum() or any(map(str.isalnum, token))


def is_number(token: str) -> bool:
    """Whether a token is a bare number: digits, with sign, separators, 万/亿 or %."""
    return token[0] in "0123456789-+" and _BARE_RE.fullmatch(token) is not None


def find_numbers(text: str) -> list[tuple[int, int]]:
    """Return the half-open spans of arabic numbers with sign, separators, decimals, 万/亿 and %."""
    spans = [m.span() for m in _NUMBER_RE.finditer(text)]
    return [
        (start - (text[start - 1 : start] in _SIGNS and bool(_SIGN_RE.match(text, start - 1))), end)
        for start, end in spans
    ]


class Masked(NamedTuple):
    """A text in which ``marks[0]`` stands for each of ``terms`` in their order, and ``marks[1]``
    for each of ``numbers``."""

    text: str
    marks: tuple[str, str]
    terms: list[str]
    numbers: list[str]


class Segmenter:
    """Cuts text into tokens; holds one engine with its dictionary and the listed terms.

    terms: lexicon entries; of two entries for one word the later wins. engine: ``rjieba`` or
    ``jieba`` (the reference; slower). hmm: whether unknown words are put together by jieba's
    hidden Markov model. Raises UsageError for an engine that is unknown.

    Masking a text (``mask``) needs the terms only, cutting it the engine only: each is loaded when
    it is first needed.
    """

    def __init__(
        self, terms: Iterable[Term] = (), *, engine: str = "rjieba", hmm: bool = True
    ) -> None:
        by_word = {term.word: term for term in terms}
        if engine not in ENGINES:
            raise UsageError(f"unknown segmenter {engine!r}; known are {', '.join(ENGINES)}")
        self.engine = engine
        self.hmm = hmm
        self.whole = {w: t.tag or TERM_TAG for w, t in by_word.items() if len(w) >= WHOLE}
        self.short = [term for word, term in by_word.items() if len(word) < WHOLE]

    @cached_property
    def _engine(self) -> tuple[_Cut, _Tag]:
        return load_engine(self.engine, self.short, hmm=self.hmm)

    def load(self) -> None:
        """Load the engine's dictionary. Raises UsageError where the engine is not installed."""
        _ = self._engine

    @cached_property
    def _matcher(self) -> Any:
        from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

        # On bytes: where a character begins need not be counted for every match.
        return BytesAhoCorasick(
            [term.encode() for term in self.whole],
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    @cached_property
    def _terms(self) -> list[str]:
        return list(self.whole)

    @cached_property
    def key(self) -> str:
        """What tells segmenters apart that may cut differently: their settings and all terms."""
        from hashlib import sha256

        terms = sorted((*self.whole.items(), *((t.word, t.freq, t.tag) for t in self.short)))
        return sha256(repr((self.engine, self.hmm, terms)).encode()).hexdigest()

    def prepare(self, speech: Speech) -> Masked | list[str]:
        """Return what of a speech is to be cut or counted: its tokens, where they were kept with
        it by a segmenter such as this one, else its text masked."""
        kept = speech.kept_tokens
        return kept[1] if kept and kept[0] == self.key else self.mask(speech.text)

    def tokens(self, text: str | Masked | list[str]) -> list[str]:
        """Return all tokens of ``text``, punctuation and spaces included; joined they give the
        text again (full-width letters and digits folded).

        >>> from policytext.speech.lexicon import Term
        >>> Segmenter([Term("三级联创", None, "nz")]).tokens("坚持三级联创的要求，增长１.４万亿元")
        ['坚持', '三级联创', '的', '要求', '，', '增长', '1.4万亿', '元']
        """
        if isinstance(text, list):
            return text
        masked, (term, number), terms, numbers = self.mask(text)
        back = {term: iter(terms), number: iter(numbers)}
        cut, _ = self._engine
        return [next(back[token]) if token in back else token for token in cut(masked)]

    def tagged(self, text: str | Masked) -> list[Tagged]:
        """Return the tokens with jieba's part-of-speech tags; terms carry the lexicon's tag."""
        masked, (term, number), terms, numbers = self.mask(text)
        back = {
            term: (Tagged(word, self.whole[word]) for word in terms),
            number: (Tagged(word, NUMBER_TAG) for word in numbers),
        }
        _, tag_words = self._engine
        return [
            next(back[token]) if token in back else Tagged(token, tag)
            for token, tag in tag_words(masked)
        ]

    def count(self, text: str | Masked | list[str]) -> Counter[str]:
        """Return how often each token stands in ``text``, punctuation included."""
        if isinstance(text, list):
            return Counter(text)
        masked, marks, terms, numbers = self.mask(text)
        cut, _ = self._engine
        counts = Counter(cut(masked))
        for mark in marks:
            del counts[mark]
        counts.update(terms)
        counts.update(numbers)
        return counts

    def mask(self, text: str | Masked) -> Masked:
        """Return the text with a mask for each term and number; a masked one as it is."""
        if isinstance(text, Masked):
            return text
        text, data = _fold(text)
        free = (c for c in map(chr, chain.from_iterable(_MASKS)) if c.encode() not in data)
        term, number = next(free), next(free)
        terms: list[str] = []
        if self.whole and (hits := self._matcher.find_matches_as_indexes(data)):
            found, starts, ends = zip(*hits, strict=True)
            terms = list(map(self._terms.__getitem__, found))
            data = _replaced(data, starts, ends, term.encode())
            text = data.decode("utf-8", "surrogatepass")
        spans = find_numbers(text)
        if not spans:
            return Masked(text, (term, number), terms, [])
        numbers = [text[start:end].replace("·", ".") for start, end in spans]
        starts, ends = zip(*spans, strict=True)
        return Masked(_replaced(text, starts, ends, number), (term, number), terms, numbers)


def _replaced(text: AnyStr, starts: Sequence[int], ends: Sequence[int], by: AnyStr) -> AnyStr:
    """Return ``text`` with one ``by`` for each of the sorted, disjoint spans."""
    between = zip((0, *ends), (*starts, len(text)), strict=True)
    return by.join([text[a:b] for a, b in between])


def load_engine(engine: str, short: Sequence[Term], *, hmm: bool = True) -> tuple[_Cut, _Tag]:
    """Return the engine's functions that cut and that tag a text, on a dictionary of their own.

    short: words to add to jieba's dictionary. Nothing is read from or written to jieba's cache
    in the temporary folder, which anyone may have put there.
    """
    if engine == "rjieba":
        own = _load_rjieba().Jieba()
        for term in short:
            own.add_word(term.word, term.freq, term.tag)
        return (lambda text: own.cut(text, hmm)), (lambda text: own.tag(text, hmm))
    if engine != "jieba":
        raise UsageError(f"unknown segmenter {engine!r}; known are {', '.join(ENGINES)}")
    return _load_jieba(short, hmm)


def _load_rjieba() -> Any:
    """Return rjieba's extension module.

    Importing the package would load the dictionary once for an instance that all of a process
    share; ours is loaded beside it, and the package finds the extension there if it is imported.
    """
    name = "rjieba.rjieba"
    if name in sys.modules:
        return sys.modules[name]
    package = find_spec("rjieba")
    spec = package and PathFinder.find_spec(name, package.submodule_search_locations)
    if not spec or not spec.loader:
        raise UsageError(
            "the segmenter rjieba is not installed here; use --segmenter jieba, "
            "which gives the same tokens more slowly"
        )
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[name] = module
    return module


def _load_jieba(short: Sequence[Term], hmm: bool) -> tuple[_Cut, _Tag]:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    own = jieba.Tokenizer()
    # What initialize() does, without its cache file.
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    for term in short:
        own.add_word(term.word, term.freq, term.tag)

    def cut(text: str) -> list[str]:
        tokens: list[str] = own.lcut(text, HMM=hmm)
        return tokens

    tags: dict[str, str] = {}

    def tag(text: str) -> Iterable[tuple[str, str]]:
        from jieba.posseg import POSTokenizer

        if not tags:
            tags.update(_dictionary_tags(own))
            tags.update({term.word: term.tag for term in short if term.tag})
        unknown = POSTokenizer(own)
        # What the dictionary does not hold has the tag of its last part, as in rjieba.
        for token in cut(text):
            if token not in tags:
                tags[token] = unknown.lcut(token)[-1].flag
            yield token, tags[token]

    return cut, tag


def _dictionary_tags(tokenizer: Any) -> dict[str, str]:
    with tokenizer.get_dict_file() as file:
        lines = (line.decode("utf-8").split() for line in file)
        return {parts[0]: parts[2] for parts in lines if len(parts) > 2}
