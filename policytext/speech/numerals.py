"""The one parser for numbers in all of policytext: numerals, units, kinds of quantity."""

from __future__ import annotations

from policytext.speech.numeral_format import STYLES, Style, format_number
from policytext.speech.numeral_parse import parse_number
from policytext.speech.quantities import Quantity, find_quantities
from policytext.speech.quantity_lexicons import convert

__all__ = [
    "STYLES",
    "Quantity",
    "Style",
    "convert",
    "find_quantities",
    "format_number",
    "parse_number",
]
