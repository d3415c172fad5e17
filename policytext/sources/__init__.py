"""Where documents come from: files, folders, globs, stdin, URLs and tables; the default corpus.

Two steps, so that other processes can do the reading: `list_references` says what there is to
read, `read_reference` reads one of them. `open_documents` does both.
"""

from policytext.sources.config import Config, default_corpus, load_config
from policytext.sources.documents import Document, open_documents, read_reference
from policytext.sources.metadata import metadata_for, read_metadata
from policytext.sources.naming import unique_names
from policytext.sources.references import Reference, list_references
from policytext.sources.years import Years, is_years, parse_years

__all__ = [
    "Config",
    "Document",
    "Reference",
    "Years",
    "default_corpus",
    "is_years",
    "list_references",
    "load_config",
    "metadata_for",
    "open_documents",
    "parse_years",
    "read_metadata",
    "read_reference",
    "unique_names",
]
