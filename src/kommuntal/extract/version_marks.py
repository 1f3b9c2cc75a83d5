"""The words by which a title or file name says that it is a later version: "reviderad", "rättad 2025-03-04", "v2"."""

import re

_WORD = r"rättad|korrigerad|reviderad|uppdaterad|justerad version|ny version|rättelse"
_NUMBER = r"(?:(?:version|ver)[._\s-]?(?P<number>\d{1,2})|v(?P<short>\d))"  # "v. 12" is a week
_MARK = re.compile(
    rf"""[\s,(\[_–-]*(?<![^\W_])
    (?:(?P<word>{_WORD.replace(" ", "[ ]")})(?:[\s_]+(?:version|upplaga))?(?:[\s_]+(?:den[ ])?\d[\d-]*)?|{_NUMBER})
    (?![^\W_])[)\]]*""",
    re.IGNORECASE | re.VERBOSE,
)
REVISED = 50  # how late "reviderad" is among versions with numbers


def unmarked(title: str) -> str:
    """Return a title without the words that mark a version, in lower case.

    >>> unmarked("Taxa för bad (reviderad 2025-03-04)")
    'taxa för bad'
    """
    return " ".join(_MARK.sub(" ", title).split()).lower()


def rank(title: str) -> int:
    """Return how late a version the words say that it is: 0 where they say nothing.

    >>> rank("Taxa"), rank("Taxa_v2.pdf"), rank("Taxa, rättad")
    (0, 2, 50)
    """
    return max((REVISED if m["word"] else int(m["number"] or m["short"]) for m in _MARK.finditer(title)), default=0)
