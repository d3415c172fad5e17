"""Turns a function of option groups into a subcommand, and its errors into exit codes."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, get_type_hints

import typer

from ..errors import PolicytextError
from .options import Outputs, Session

if TYPE_CHECKING:
    from ..output.terminal import Styles

    Rows = Iterable[Sequence[object]]
    # rows and columns in; what a terminal shows of them, and in which colours, out
    View = Callable[[Rows, Sequence[str]], tuple[Rows, Sequence[str], Styles | None]]


def command(function: Callable[..., int | None]) -> Callable[..., None]:
    """Return ``function`` with its dataclass parameters spread out into single options.

    The function returns the exit code. What a user got wrong is said in one line on stderr.
    """
    hints = get_type_hints(function, include_extras=True)
    own = list(inspect.signature(function).parameters.values())
    groups = {p.name: hints[p.name] for p in own if is_dataclass(hints[p.name])}
    spread: list[inspect.Parameter] = []
    for parameter in own:
        group = groups.get(parameter.name)
        if group is None:
            spread.append(parameter.replace(annotation=hints[parameter.name]))
            continue
        types = _types_of(group)
        spread += [
            inspect.Parameter(
                f.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=f.default,
                annotation=types[f.name],
            )
            for f in fields(group)
            if f.init
        ]

    @wraps(function)
    def run(**given: Any) -> None:
        arguments = {
            name: group(**{f.name: given.pop(f.name) for f in fields(group) if f.init})
            for name, group in groups.items()
        }
        raise typer.Exit(guard(lambda: function(**arguments, **given) or 0))

    signature = inspect.Signature([p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in spread])
    run.__signature__ = signature  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in spread}
    del run.__wrapped__
    return run


@cache
def _types_of(group: type) -> dict[str, Any]:
    return get_type_hints(group, include_extras=True)


def guard(work: Callable[[], int]) -> int:
    """Run ``work`` and return the exit code: its own, 2 for a usage error, 130 for Ctrl-C."""
    from ..output import abandon_stdout

    try:
        return work()
    except PolicytextError as error:
        print(f"policytext: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        abandon_stdout()
        return 0
    except KeyboardInterrupt:
        return 130


def print_rows(
    session: Session,
    rows: Iterable[Sequence[object]],
    columns: Sequence[str],
    outputs: Outputs,
    *,
    name: str,
    row_type: type | None = None,
    view: View | None = None,
) -> int:
    """Write the rows as asked for and return the exit code.

    view: shapes them for a terminal's table, and is left out everywhere else.
    """
    from ..output import choose_target, write_rows

    target = choose_target(
        outputs.format or (None if outputs.output else session.config.get("format")),
        outputs.output,
        stdout_is_terminal=sys.stdout is not None and sys.stdout.isatty(),
        excel=outputs.excel,
        header=not outputs.no_header,
    )
    if session.script == "traditional":
        from ..output.traditional import in_traditional

        rows = in_traditional(rows, columns)
    refuse_same_file(session, outputs)
    styles: Styles | None = None
    if view is not None and target.format == "table" and target.terminal:
        rows, columns, styles = view(rows, columns)
    write_rows(rows, columns, target, name=name, row_type=row_type, styles=styles)
    return session.exit_code


def refuse_same_file(session: Session, outputs: Outputs) -> None:
    """Raise UsageError where the output would overwrite an input."""
    refuse_same_file_name(session, outputs.output)


def refuse_same_file_name(session: Session, path: str | None) -> None:
    """Raise UsageError where writing to ``path`` would overwrite an input."""
    from ..errors import UsageError
    from ..output import same_file

    if path and same_file(path, session.paths):
        raise UsageError(f"{path}: is an input too; name another output file")
