"""Readers of HTML, .docx and .pdf: from the bytes of a file to its text, a paragraph a line."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from policytext.errors import InputError
from policytext.sources.limits import FILE_LIMIT
from policytext.text.decode import decode

if TYPE_CHECKING:
    from zipfile import ZipFile

# What parsers raise on malformed files besides their own errors: they index, convert and unpack
# before they check.
MALFORMED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    EOFError,
    OSError,
    struct.error,
    zlib.error,
)


class Content(NamedTuple):
    """What a reader found: the text, its encoding where there is one, title and date if given."""

    text: str
    encoding: str
    metadata: dict[str, str]


META_CHARSET_RE = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w-]{1,30})", re.IGNORECASE
)
XML_CHARSET_RE = re.compile(rb"^<\?xml[^>]{0,200}?encoding=[\"']([\w-]{1,30})", re.IGNORECASE)


def read_html(data: bytes, name: str) -> Content:
    """Return the main text of a page without menus, comments and scripts.

    Raises InputError if the bytes fit no encoding or the page has no text.
    """
    head = data[:4096]
    declared = META_CHARSET_RE.search(head) or XML_CHARSET_RE.search(head)
    charset = declared[1].decode("ascii", "replace") if declared else None
    page, encoding = decode(data, name, declared=charset)
    _quiet("trafilatura", "htmldate", "courlan", "justext", "readability")
    from trafilatura import bare_extraction, baseline, load_html

    # A declaration of an encoding inside text that is decoded already would be believed again.
    page = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", page)
    try:
        tree = load_html(page)
        if tree is None:
            raise InputError(name, "no HTML in it")
        _unwrap_layout(tree)
        # Only what the page says of itself: searched for in the text, dates come out wrong
        # (2008年3月5日 as 2008-01-01), and the text has them anyway.
        found = bare_extraction(
            tree,
            favor_recall=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
        record: dict[str, Any] = found.as_dict() if found is not None else {}  # type: ignore[union-attr]
        text = str(record.get("text") or "") or baseline(page)[1]
    except InputError:
        raise
    except MALFORMED as error:
        raise InputError(name, f"HTML that cannot be read: {_one_line(error)}") from error
    if not text.strip():
        raise InputError(name, "no text found in this page")
    keys = ("title", "date")
    return Content(text, encoding, {k: str(record[k]) for k in keys if record.get(k)})


def _unwrap_layout(tree: Any) -> None:
    """Make plain boxes of tables that lay out a page, as sites of the 2000s do.

    A cell with two paragraphs or more is not data; taken as such, a speech in it would become one
    line.
    """
    from collections import Counter

    paragraphs: Counter[Any] = Counter()
    for element in tree.iter("p", "br", "table"):
        cell = next(element.iterancestors("td", "th", "table"), None)
        if cell is not None and cell.tag != "table":
            paragraphs[cell] += 2 if element.tag == "table" else 1
    layout = {next(cell.iterancestors("table"), None) for cell, n in paragraphs.items() if n > 1}
    boxes = []
    for element in tree.iter("table", "tbody", "thead", "tr", "td", "th"):
        table = element if element.tag == "table" else next(element.iterancestors("table"), None)
        if table in layout:
            boxes.append(element)
    for element in boxes:
        element.tag = "div"


def read_docx(data: bytes, name: str) -> Content:
    """Return paragraphs and tables (a row a line, tabs between cells) in document order.

    Raises InputError for a truncated or encrypted file, one that unpacks to more than
    FILE_LIMIT, one that declares XML entities, and one without text.
    """
    import io
    import zipfile

    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    from policytext.sources.docx_text import read_body

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(name, "an old or encrypted Word file; save it as .docx without password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_package(package, name)
        document = docx.Document(io.BytesIO(data))
        text = read_body(document)
        properties = document.core_properties
        metadata = {"title": (properties.title or "").strip()}
        if properties.created:
            metadata["date"] = properties.created.date().isoformat()
    except InputError:
        raise
    except zipfile.BadZipFile as error:
        raise InputError(name, f"truncated or broken .docx: {_one_line(error)}") from None
    except (OpcError, LxmlError, *MALFORMED) as error:
        raise InputError(name, f"broken .docx: {_one_line(error)}") from error
    if not text.strip():
        raise InputError(name, "no text in this .docx")
    return Content(text, "", {key: value for key, value in metadata.items() if value})


def _check_package(package: ZipFile, name: str) -> None:
    """Refuse a package that unpacks to too much or declares entities, before it is parsed."""
    members = package.infolist()
    size = sum(member.file_size for member in members)
    if size > FILE_LIMIT:
        cause = f"unpacks to {size >> 20} MiB, more than {FILE_LIMIT >> 20}; not read"
        raise InputError(name, cause)
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with package.open(member) as part:
                # UTF-16 has a NUL beside each of these letters.
                head = part.read(4096).replace(b"\x00", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise InputError(name, f"{member.filename} in it declares XML entities; not read")


def read_pdf(data: bytes, name: str) -> Content:
    """Return the text of all pages, wrapped lines joined to paragraphs, without page numbers.

    Raises InputError for an encrypted or broken file and for one without a text layer.
    """
    import io
    import warnings

    _quiet("pypdf")
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    from policytext.sources.pdf_text import join_pages

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PdfReader(io.BytesIO(data))
            # Many files are locked against changes only, and open with an empty password.
            if reader.is_encrypted and not reader.decrypt(""):
                raise InputError(name, "an encrypted PDF; save it without password")
            pages = [page.extract_text() or "" for page in reader.pages]
            information = reader.metadata
            title = str(information.title or "").strip() if information else ""
            created = information.creation_date if information else None
    except DependencyError:
        raise InputError(name, "an encrypted PDF; save it without password") from None
    except InputError:
        raise
    except (PyPdfError, *MALFORMED) as error:
        raise InputError(name, f"truncated or broken PDF: {_one_line(error)}") from error
    text = join_pages(pages)
    if not text.strip():
        cause = f"no text in this PDF of {len(pages)} pages: a scan? Run it through OCR first"
        raise InputError(name, cause)
    metadata = {"title": title, "date": created.date().isoformat() if created else ""}
    return Content(text, "", {key: value for key, value in metadata.items() if value})


def _quiet(*names: str) -> None:
    """Keep a library's log off stderr; whoever set up logging still gets it."""
    for name in names:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
