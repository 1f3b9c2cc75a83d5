"""Which characters are status symbols: in Unicode, and in the fonts that keep their symbols under letters."""

import re
from collections.abc import Mapping

from kommuntal.layout.model import SymbolShape
from kommuntal.read.model import Word

UNICODE: Mapping[SymbolShape, str] = {
    "circle": "●⬤○",
    "square": "■◼",
    "check": "✓✔☑",
    "cross": "✗✘☒",
    "tilde": "~∼",
    "face_happy": "☺🙂😀😃😊",
    "face_neutral": "😐😑",
    "face_sad": "☹🙁😞",
    "arrow_up": "↑⬆▲",
    "arrow_up_right": "↗⬈",
    "arrow_right": "→➔➜►▶",
    "arrow_down_right": "↘⬊",
    "arrow_down": "↓⬇▼",
}
FONTS: Mapping[str, Mapping[SymbolShape, str]] = {
    "wingdings": {
        "circle": "l",
        "square": "n",
        "check": "üþ",
        "cross": "ûý",
        "face_happy": "J",
        "face_neutral": "K",
        "face_sad": "L",
        "arrow_up": "áé",
        "arrow_up_right": "äì",
        "arrow_right": "àè",
        "arrow_down_right": "æî",
        "arrow_down": "âê",
    },
    "wingdings2": {"check": "PR", "cross": "OT"},
    "wingdings3": {
        "arrow_up": "hp",
        "arrow_up_right": "k",
        "arrow_right": "gu",
        "arrow_down_right": "m",
        "arrow_down": "iq",
    },
    "webdings": {
        "circle": "n",
        "square": "g",
        "check": "a",
        "cross": "r",
        "arrow_up": "5",
        "arrow_right": "4",
        "arrow_down": "6",
    },
    "zapfdingbats": {
        "circle": "l",
        "square": "n",
        "check": "34",
        "cross": "78",
        "arrow_up": "s",
        "arrow_right": "Õ",
        "arrow_down": "t",
    },
}


def glyph_shape(word: Word) -> SymbolShape | None:
    """Return the shape that a word of one character is, None for letters."""
    if len(word.text) != 1:
        return None
    # fonts of symbols are often coded in the private use area, at F000 above the letter
    letter = chr(ord(word.text) - 0xF000) if 0xF020 <= ord(word.text) <= 0xF0FF else word.text
    return _shape(FONTS.get(_family(word.font), {}), letter) or _shape(UNICODE, word.text)


def _shape(characters: Mapping[SymbolShape, str], character: str) -> SymbolShape | None:
    return next((shape for shape, known in characters.items() if character in known), None)


def _family(font: str) -> str:
    """Return a font's name without its subset and style: "ABCDEF+Wingdings-Regular" is "wingdings"."""
    return re.sub(r"regular$|itc|mt$|[^a-z0-9]", "", font.rpartition("+")[2].lower())
