"""The numbers that Word itself puts before paragraphs: 一、 （一） 1. are not in their text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Write a number under one hundred as headings do; larger ones stay in digits.

    >>> [chinese_number(n) for n in (1, 10, 12, 20, 35, 100)]
    ['一', '十', '十二', '二十', '三十五', '100']
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return lead + (DIGITS[ones] if ones else "")


class Numbering:
    """Counts the numbered paragraphs of a document as they pass, each list for itself."""

    def __init__(self, document: Document) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.lists: dict[str, str] = {}
        self.styles: dict[str, Any] = {}
        self.counts: dict[str, list[int]] = {}
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._read(getattr(relation.target_part, "element", None))
        for style in document.styles.element.iter(W + "style"):
            self.styles[style.get(W + "styleId") or ""] = style

    def _read(self, root: Any) -> None:
        """Keep the format, text and start of every level."""
        if root is None:
            return
        for abstract in root.iter(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId") or ""
            for level in abstract.iter(W + "lvl"):
                values = {child.tag: child.get(VAL) or "" for child in level}
                start = values.get(W + "start", "1")
                self.levels[key, int(level.get(W + "ilvl") or 0)] = (
                    values.get(W + "numFmt", "decimal"),
                    values.get(W + "lvlText", ""),
                    int(start) if start.isdecimal() else 1,
                )
        for number in root.iter(W + "num"):
            abstract = number.find(W + "abstractNumId")
            if abstract is not None:
                self.lists[number.get(W + "numId") or ""] = abstract.get(VAL) or ""

    def label(self, paragraph: Any) -> str:
        """Return what Word shows before a paragraph and count it; empty for bullets and others."""
        number, level = self._place(paragraph)
        key = self.lists.get(number, "")
        if (key, level) not in self.levels:
            return ""
        counts = self.counts.setdefault(key, [])
        while len(counts) <= level:
            start = self.levels.get((key, len(counts)), ("", "", 1))[2]
            counts.append(start - 1 if len(counts) == level else start)
        counts[level] += 1
        del counts[level + 1 :]
        form, text, _ = self.levels[key, level]
        if form in ("bullet", "none"):
            return ""
        for depth in range(level + 1):
            shown = self.levels.get((key, depth), (form, "", 1))[0]
            text = text.replace(f"%{depth + 1}", _written(counts[depth], shown))
        return text

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Return the list and level of a paragraph, its own or its style's; ("", 0) for none."""
        owner = paragraph
        seen: set[str] = set()
        while owner is not None:
            properties = owner.find(W + "pPr")
            found = properties.find(W + "numPr") if properties is not None else None
            number = found.find(W + "numId") if found is not None else None
            if found is not None and number is not None:
                depth = found.find(W + "ilvl")
                level = (depth.get(VAL) if depth is not None else None) or "0"
                known = level.isdecimal() and len(level) == 1
                return number.get(VAL) or "", int(level) if known else 0
            style = properties.find(W + "pStyle") if properties is not None else None
            if style is None:
                style = owner.find(W + "basedOn")
            name = (style.get(VAL) if style is not None else None) or ""
            owner = None if name in seen else self.styles.get(name)
            seen.add(name)
        return "", 0


def _written(number: int, form: str) -> str:
    """Write a number in a list's format; formats that speeches do not use as digits."""
    if form in CHINESE:
        return chinese_number(number)
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    return str(number)
