"""The one family of errors that policytext raises for what a user gave it."""

from __future__ import annotations


class PolicytextError(Exception):
    """Something the user gave cannot be used; the message says what, why and what to do instead."""


class InputError(PolicytextError):
    """One input (a file, a row of a table, a URL) cannot be read or parsed; others still can.

    The message is one line and starts with the name of the input.
    """

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(f"{name}: {cause}")
        self.name = name
        self.cause = cause

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        # Errors travel between processes.
        return type(self), (self.name, self.cause)

    def alone(self) -> InputError:
        """Return the same error without what led to it, which may not travel (lxml's does not)."""
        return type(self)(self.name, self.cause)


class UsageError(PolicytextError):
    """The call itself cannot be carried out: an unknown value, an option's file that is missing."""


class LexiconError(UsageError):
    """A line of a lexicon file breaks its format; the message starts with ``file:line``."""
