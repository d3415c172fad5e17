"""Which term stands in which document how often: more triples than memory should hold."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import IO, Self

from policytext.errors import PolicytextError

Block = tuple["array[int]", "array[int]", "array[int]"]
BYTES_IN_MEMORY = 1 << 20


class Postings:
    """Triples (term id, document index, count), appended once and read as often as needed.

    Ids, indices and counts are integers from 0 up to what ``array("I")`` holds (4 thousand
    million). Beyond ``bytes_in_memory`` (1 MiB by default) triples move to a temporary file, so
    memory does not grow with the corpus. Close it, or use it in a ``with`` block.
    Raises PolicytextError where the folder for temporary files is full.

    >>> with Postings() as postings:
    ...     postings.add(0, {7: 2}.items())
    ...     postings.append(9, 1, 3)
    ...     list(postings)
    [(7, 0, 2), (9, 1, 3)]
    """

    def __init__(self, *, bytes_in_memory: int = BYTES_IN_MEMORY) -> None:
        self._terms, self._documents, self._counts = array("I"), array("I"), array("I")
        self._limit = max(1, bytes_in_memory // (3 * self._terms.itemsize))
        self._file: IO[bytes] | None = None
        self._spilled: list[int] = []

    def append(self, term_id: int, doc_index: int, count: int) -> None:
        """Add one triple."""
        self.add(doc_index, ((term_id, count),))

    def add(self, doc_index: int, counts: Iterable[tuple[int, int]]) -> None:
        """Add what one document holds: pairs (term id, count), such as ``Counter.items()``."""
        terms, numbers = self._terms, self._counts
        before = len(terms)
        for term_id, count in counts:
            terms.append(term_id)
            numbers.append(count)
        self._documents.extend(array("I", (doc_index,)) * (len(terms) - before))
        if len(terms) >= self._limit:
            self._spill()

    def add_part(
        self,
        names: array[int],
        first: int,
        lengths: Sequence[int],
        ids: array[int],
        counts: array[int],
    ) -> None:
        """Add what several documents hold, of which the first has the index ``first``.

        ids: for one document after the other, ``lengths`` of them each, the place in ``names`` of
        a term id. counts: how often it stands there.
        """
        documents = range(first, first + len(lengths))
        if self.many:
            import numpy as np

            at = np.frombuffer(ids, np.uint32)
            self._terms.frombytes(np.frombuffer(names, np.uint32)[at].tobytes())
            self._documents.frombytes(np.repeat(documents, lengths).astype(np.uint32).tobytes())
        else:
            self._terms.extend(map(names.__getitem__, ids))
            for document, length in zip(documents, lengths, strict=True):
                self._documents.extend(array("I", (document,)) * length)
        self._counts.extend(counts)
        if len(self._terms) >= self._limit:
            self._spill()

    def blocks(self) -> Iterator[Block]:
        """The triples in the order they came, as blocks of three arrays of the same length: term
        ids, document indices, counts. Not to be changed by the caller."""
        offset = 0
        for length in self._spilled:
            yield self._block(offset, length)
            offset += 3 * length * self._terms.itemsize
        if self._terms:
            yield self._terms, self._documents, self._counts

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        for block in self.blocks():
            yield from zip(*block, strict=True)

    @property
    def many(self) -> bool:
        """Whether there are so many that some are in a file: then numpy is worth its start."""
        return self._file is not None

    def __len__(self) -> int:
        return sum(self._spilled) + len(self._terms)

    def _spill(self) -> None:
        import tempfile

        try:
            if self._file is None:
                # closed by close(): it has to outlive this call
                self._file = tempfile.TemporaryFile(prefix="policytext-")  # noqa: SIM115
            self._file.seek(0, 2)
            for column in (self._terms, self._documents, self._counts):
                column.tofile(self._file)
        except OSError as error:
            raise PolicytextError(
                f"{tempfile.gettempdir()}: {error.strerror or error} (the folder for temporary "
                "files); make room there, or name another folder in TMPDIR"
            ) from error
        self._spilled.append(len(self._terms))
        self._terms, self._documents, self._counts = array("I"), array("I"), array("I")

    def _block(self, offset: int, length: int) -> Block:
        assert self._file is not None
        self._file.seek(offset)
        columns = array("I"), array("I"), array("I")
        for column in columns:
            column.fromfile(self._file, length)
        return columns

    def close(self) -> None:
        """Forget the triples and remove the temporary file."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._spilled = []
        self._terms, self._documents, self._counts = array("I"), array("I"), array("I")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def sum_postings(postings: Postings, terms: int) -> tuple[list[int], list[int]]:
    """Return for each of ``terms`` term ids how often it occurs, and in how many triples.

    >>> with Postings() as postings:
    ...     postings.add(0, {0: 2, 1: 1}.items())
    ...     postings.add(1, {1: 4}.items())
    ...     sum_postings(postings, 2)
    ([2, 5], [1, 2])
    """
    if postings.many:
        return _sum_many(postings, terms)
    totals, triples = [0] * terms, [0] * terms
    for ids, _, counts in postings.blocks():
        for i, count in zip(ids, counts, strict=True):
            totals[i] += count
            triples[i] += 1
    return totals, triples


def _sum_many(postings: Postings, terms: int) -> tuple[list[int], list[int]]:
    import numpy as np

    totals, triples = np.zeros(terms, np.int64), np.zeros(terms, np.int64)
    for ids, _, counts in postings.blocks():
        at = np.frombuffer(ids, np.uint32)
        np.add.at(totals, at, np.frombuffer(counts, np.uint32).astype(np.int64))
        triples += np.bincount(at, minlength=terms)
    return totals.tolist(), triples.tolist()
