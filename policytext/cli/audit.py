"""``policytext audit``."""

from __future__ import annotations

from typing import Annotated

import typer

from .commands import print_rows
from .options import Inputs, Outputs, Session


def audit(
    inputs: Inputs,
    outputs: Outputs,
    failed: Annotated[
        bool, typer.Option("--failed", help="Only the claims that do not hold.")
    ] = False,
) -> int:
    """Check the arithmetic a speech claims: a row a claim that its own text can check.

    Columns: doc,year,section,line,check,claimed,computed,ok,sentence,start,end.

    Parts of a whole, shares, sums, differences, growth between two levels, the things that a
    number announces and those that are named, the years of a plan. Claims that fail come first.
    ok is false only where no honest rounding or reading saves the claim; where the base of a claim
    is unclear it is not checked.
    """
    from ..analysis.audit import AuditRow, audit_rows, audit_speech
    from ..engine import AfterYear

    session = Session(inputs)
    rows = audit_rows(session.run(AfterYear(audit_speech)), failed=failed)
    return print_rows(session, rows, AuditRow._fields, outputs, name="audit", row_type=AuditRow)
