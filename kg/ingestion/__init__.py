"""Files in, documents out: find, decode, take the article off its page, date it, and know copies again."""

from .duplicates import find_copies
from .failures import CorpusFailure, Reading
from .readers import find_files, find_others, read_bytes, read_file, read_lines, read_text

__all__ = [
    "CorpusFailure",
    "Reading",
    "find_copies",
    "find_files",
    "find_others",
    "read_bytes",
    "read_file",
    "read_lines",
    "read_text",
]
