"""When two prints of the same words are the same: what they may differ in is taken away before they are compared."""

import re
import unicodedata


def letters(text: str) -> str:
    """Return a title without what two prints of it differ in: case, spaces, hyphens, punctuation, ligatures."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def bare(text: str) -> str:
    """Return a text without what readings differ in: spaces, case, kinds of dash, soft hyphens."""
    return re.sub(r"[\s\u00ad]+", "", re.sub("[‐-―−]", "-", unicodedata.normalize("NFKC", text))).casefold()
