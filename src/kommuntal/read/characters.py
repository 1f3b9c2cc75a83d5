"""From what a font says that a glyph stands for, to the text that is kept."""

import unicodedata
from functools import lru_cache

# Glyph n of a font that has no character is kept as the private-use character this + n: one character a glyph, and the
# same glyph is the same character. pdfminer's own "(cid:n)" would pass for text.
FIRST_UNKNOWN = 0xF0000

# Symbol fonts put pictures on the codes of letters. Of each the codes that say something in a report: ticks, crosses,
# arrows, traffic lights, bullets. From the fonts' code charts (Microsoft Typography; Adobe's Symbol encoding).
SYMBOL_FONTS: dict[str, dict[int, str]] = {
    "wingdings3": dict(zip(range(0x66, 0x6E), "←→↑↓↖↗↙↘", strict=True))
    | dict(zip(range(0x70, 0x78), "▲▼△▽◀▶◁▷", strict=True)),
    "wingdings2": dict(zip(range(0x4F, 0x55), "✗✓☒☑☒☑", strict=True)) | {0x97: "●", 0xA2: "■", 0xA3: "□"},
    "wingdings": dict(zip(range(0xDF, 0xF3), "←→↑↓↖↗↙↘←→↑↓↖↗↙↘⇦⇨⇧⇩", strict=True))
    | dict(zip(range(0xFB, 0xFF), "✗✓☒☑", strict=True))
    | dict(zip(range(0x4A, 0x4D), "☺😐☹", strict=True))
    | {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻"}
    | {0xD8: "➢", 0xFC: "✓"},
    "webdings": dict(zip(range(0x33, 0x37), "◀▶▲▼", strict=True)) | {0x61: "✓", 0x67: "■", 0x6E: "●", 0x72: "✗"},
    "symbol": dict(zip(range(0xAC, 0xB0), "←↑→↓", strict=True))
    | {0xA3: "≤", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xD7: "⋅"},
}

_LIGATURES = dict(zip(map(chr, range(0xFB00, 0xFB07)), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
# Not drawn, or (the soft hyphen) drawn as another character.
_INSTEAD = dict.fromkeys("\x00\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "") | {"\u00ad": "-"} | _LIGATURES


def character(text: str | None, code: int, font: str, code_is_glyph: bool) -> str:
    """Return the text of glyph `code` of a font: "" for nothing drawn, " " for a space of any kind.

    `text` is what the font's tables say, None where they say nothing. `code_is_glyph` tells that the code is a glyph's
    number (composite fonts) and no character code.
    Ligatures become their letters. A soft hyphen becomes a hyphen: a glyph is only there where it is seen, and many
    fonts name their ordinary hyphen, and so the minus of their numbers, that way. Control characters become U+FFFD:
    the font's table is broken, and the page's text layer will say so.
    """
    pictures = _pictures(font)
    if pictures and (text is None or ord(text[0]) < 0x2000 or 0xF000 <= ord(text[0]) < 0xF100):
        place = ord(text[0]) & 0xFF if text and code_is_glyph else code
        if place in pictures:
            return pictures[place]
    if text is None:
        return chr(FIRST_UNKNOWN + code % 0xFFFE)
    if text.isspace():
        return " "
    if len(text) == 1 and text.isalnum():
        return _LIGATURES.get(text, text)
    return "".join(_INSTEAD.get(c, c) if c in _INSTEAD or unicodedata.category(c) != "Cc" else "\ufffd" for c in text)


@lru_cache(maxsize=512)
def _pictures(font: str) -> dict[int, str] | None:
    name = "".join(c for c in font.lower() if c.isalnum())
    return next((pictures for start, pictures in SYMBOL_FONTS.items() if name.startswith(start)), None)


def is_unreadable(c: str) -> bool:
    """Tell whether a kept character stands for one that could not be told."""
    return c == "\ufffd" or unicodedata.category(c) == "Co"


@lru_cache(maxsize=512)
def is_bold_name(font: str) -> bool:
    """Tell whether a font's name says that it is bold."""
    name = font.lower()
    return any(mark in name for mark in ("bold", "black", "heavy")) or name.endswith(("-bd", "-demi", "-db"))
