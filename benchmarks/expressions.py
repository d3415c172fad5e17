"""Attack every regular expression of the package with repeated pieces of itself.

``python benchmarks/expressions.py [SEED]`` lists the expressions for which a text of 10,000
characters takes more than seven times as long as one of 2,500: they take the square of the length,
or worse. That is a question, not an error: it matters where the expression is searched for in text
of any length, and not where it is matched at one place or in forty characters.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import re._constants as op
import re._parser as parser
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

SHORT, LONG, SQUARE, LEAST, GIVE_UP = 2500, 10_000, 7.0, 0.03, 0.5
CLASSES = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_SPACE: " \n",
    op.CATEGORY_WORD: "a改",
    op.CATEGORY_NOT_SPACE: "a改",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_NOT_WORD: "!",
}


def expressions() -> dict[tuple[str, int], str]:
    """Return every (pattern, flags) that the package compiles, and where.

    Those of modules, those compiled at first use, and those made while a text is read.
    """
    found: dict[tuple[str, int], str] = {}
    compile_, inner = re.compile, re._compile  # type: ignore[attr-defined]

    def note(pattern: Any, flags: int, depth: int) -> None:
        frame = sys._getframe(depth)
        module = frame.f_globals.get("__name__", "")
        if module.startswith("policytext") and isinstance(pattern, str):
            found.setdefault((pattern, int(flags)), f"{module}:{frame.f_lineno}")

    def compiling(pattern: Any, flags: int = 0) -> Any:
        note(pattern, flags, 2)
        return inner(pattern, flags)

    def at_once(pattern: Any, flags: int) -> Any:
        note(pattern, flags, 3)
        return inner(pattern, flags)

    re.compile, re._compile = compiling, at_once  # type: ignore[assignment,attr-defined]
    try:
        import policytext

        for module in pkgutil.walk_packages(policytext.__path__, "policytext."):
            importlib.import_module(module.name)
        for values in [vars(m) for n, m in sys.modules.items() if n.startswith("policytext.")]:
            for value in values.values():
                if type(value).__name__ == "_Lazy":
                    value.pattern  # noqa: B018 - compiles it
        from weather.stages import seconds_of

        for seed in sorted((ROOT / "seeds").glob("*.txt")):
            seconds_of(seed.read_text(encoding="utf-8"))
    finally:
        re.compile, re._compile = compile_, inner  # type: ignore[attr-defined]
    return found


def characters(members: list[Any]) -> str:
    """Return some characters of a class."""
    out = ""
    for kind, value in members:
        if kind is op.LITERAL:
            out += chr(value)
        elif kind is op.RANGE:
            out += chr(value[0]) + chr(value[1])
        elif kind is op.CATEGORY:
            out += CLASSES.get(value, "")
    if members[0][0] is op.NEGATE:
        return "".join(c for c in "a改1 、,。(“" if c not in out)
    return out


def text_for(pattern: Any, rng: random.Random) -> str:
    """Return a text that a parsed pattern may match."""
    out = ""
    for kind, value in pattern:
        if kind is op.LITERAL:
            out += chr(value)
        elif kind in (op.NOT_LITERAL, op.ANY):
            out += rng.choice("a改1")
        elif kind is op.IN:
            out += rng.choice(characters(value) or " ")
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            least, most, inner = value
            for _ in range(rng.randint(least, min(int(most), least + 2))):
                out += text_for(inner, rng)
        elif kind is op.SUBPATTERN:
            out += text_for(value[3], rng)
        elif kind is op.ATOMIC_GROUP:
            out += text_for(value, rng)
        elif kind is op.BRANCH:
            out += text_for(rng.choice(value[1]), rng)
        elif kind is op.ASSERT and value[0] > 0 and rng.random() < 0.5:
            out += text_for(value[1], rng)
    return out


def repeated(pattern: Any) -> Iterator[Any]:
    """Yield what stands under a repetition anywhere in a parsed pattern."""
    for kind, value in pattern:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            yield value[2]
            yield from repeated(value[2])
        elif kind is op.SUBPATTERN:
            yield from repeated(value[3])
        elif kind is op.ATOMIC_GROUP:
            yield from repeated(value)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from repeated(branch)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from repeated(value[1])


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Return the time it takes to find all matches, GIVE_UP at most."""
    began = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, GIVE_UP)
    try:
        try:
            for _ in pattern.finditer(text):
                continue
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except TimeoutError:
        return GIVE_UP
    return time.perf_counter() - began


def worst(source: str, flags: int, rng: random.Random) -> tuple[float, str]:
    """Return the time of the hardest text found for an expression, and what it repeats; 0 if all
    take a time that grows with their length."""
    pattern, parsed = re.compile(source, flags), parser.parse(source, flags)
    pieces = {text_for(parsed, rng)[:60] for _ in range(6)}
    pieces |= {text_for(inner, rng)[:30] for inner in repeated(parsed) for _ in range(3)}
    heads = ["", text_for(parsed, rng)[:20]]
    cuts = {piece[:n] for piece in pieces for n in (1, len(piece) - 1, len(piece))} - {""}
    hardest = (0.0, "")
    for piece in cuts:
        for head in heads:
            short, long = (head + piece * (n // len(piece) + 1) + "☃" for n in (SHORT, LONG))
            before = seconds(pattern, short)
            if before * SQUARE * 4 < LEAST:
                continue
            after = seconds(pattern, long)
            square = after >= GIVE_UP or after > SQUARE * before
            if square and after > max(LEAST, hardest[0]):
                hardest = after, piece
    return hardest


def give_up(*_: object) -> None:
    """Stop an expression that takes too long."""
    raise TimeoutError


def main() -> None:
    """Attack them all, and print what was found."""
    signal.signal(signal.SIGALRM, give_up)
    rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    found = expressions()
    print(f"{len(found)} expressions", flush=True)
    for (source, flags), where in sorted(found.items(), key=lambda item: item[1]):
        taken, piece = worst(source, flags, rng)
        if taken:
            print(f"{taken:.2f} s  {where}  {piece!r}  {source[:120]!r}", flush=True)


if __name__ == "__main__":
    main()
