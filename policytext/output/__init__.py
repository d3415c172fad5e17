"""Rows to the terminal, to CSV and to files: one writer for every command.

Importing this package loads none of the libraries behind the formats; each is loaded by the
first row that needs it.
"""

from policytext.output.frame import to_frame
from policytext.output.sink import OutputError, abandon_stdout, same_file
from policytext.output.target import FORMATS, SUFFIXES, Target, choose_target
from policytext.output.writer import write_rows

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "OutputError",
    "Target",
    "abandon_stdout",
    "choose_target",
    "same_file",
    "to_frame",
    "write_rows",
]
