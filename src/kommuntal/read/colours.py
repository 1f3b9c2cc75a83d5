"""Colours of a PDF as #rrggbb: grey, RGB, CMYK, palettes and spot inks. Opacity is left aside.

Process colours are turned into RGB by the plain formulas of the PDF specification (ISO 32000-1, 10.3), without colour
profiles: right for telling green from red, a shade off what a viewer shows.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdftypes import PDFStream, list_value, resolve1
from pdfminer.psparser import PSLiteral

Components = Sequence[float]

MOST_STEPS = 1000  # of a program that mixes inks; real ones have some dozens


def hex_colour(value: Any) -> str | None:
    """Return #rrggbb of what pdfminer keeps as a colour; None for a pattern and for what is no colour."""
    if isinstance(value, str):
        return value if value.startswith("#") else None
    parts = tuple(value) if isinstance(value, (list, tuple)) else (value,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return None
    return _hex(parts)


@lru_cache(maxsize=4096)
def _hex(parts: tuple[float, ...]) -> str | None:
    if len(parts) == 1:
        rgb = parts * 3
    elif len(parts) == 3:
        rgb = parts
    elif len(parts) == 4:
        c, m, y, k = parts
        rgb = ((1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k))
    else:
        return None
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, v))):02x}" for v in rgb)


class ColourSpace(PDFColorSpace):
    """A colour space whose numbers are no plain grey, RGB or CMYK. pdfminer itself forgets all but their count."""

    def __init__(self, name: str, ncomponents: int, parts: list[Any]) -> None:
        super().__init__(name, ncomponents)
        self._parts = parts

    def hex(self, values: Sequence[Any]) -> str | None:
        """Return #rrggbb; None where the space cannot be followed. A broken one costs the colour, never the page."""
        try:
            return self._hex(values)
        except (TypeError, ValueError, ArithmeticError, LookupError, RecursionError):
            return None

    def _hex(self, values: Sequence[Any]) -> str | None:
        components = [float(value) for value in values if isinstance(value, (int, float))]
        if len(components) != self.ncomponents:
            return None
        if self.name == "Indexed":
            return self._palette_colour(int(components[0]))
        if self.name == "Lab":
            return _hex(_lab_to_rgb(components))
        alternate, tint = self._parts[2], resolve1(self._parts[3])
        mixed = _evaluate(tint, components)
        space = make_space(alternate)
        found = space.hex(mixed) if isinstance(space, ColourSpace) and mixed else hex_colour(mixed)
        # Of an ink whose recipe cannot be followed: the more of it, the darker.
        return found or hex_colour(1 - max(components))

    def _palette_colour(self, index: int) -> str | None:
        base = make_space(self._parts[1])
        palette = palette_bytes(self._parts)
        if base is None:
            return None
        entry = palette[index * base.ncomponents : (index + 1) * base.ncomponents]
        parts = [byte / 255 for byte in entry]
        return base.hex(parts) if isinstance(base, ColourSpace) else hex_colour(parts) if parts else None


def make_space(spec: Any) -> PDFColorSpace | None:
    """Return the colour space of a resource; None for one that is not known."""
    spec = resolve1(spec)
    parts = list(list_value(spec)) if isinstance(spec, (list, tuple)) else [spec]
    name = resolve1(parts[0]) if parts else None
    if not isinstance(name, PSLiteral):
        return None
    kind = str(name.name)
    if kind == "ICCBased" and len(parts) > 1:
        profile = resolve1(parts[1])
        count = resolve1(profile.get("N")) if isinstance(profile, PDFStream) else None
        return PDFColorSpace(kind, count) if isinstance(count, int) else None
    if kind == "Indexed" and len(parts) > 3:
        return ColourSpace(kind, 1, parts)
    if kind == "Separation" and len(parts) > 3:
        return ColourSpace(kind, 1, parts)
    if kind == "DeviceN" and len(parts) > 3:
        return ColourSpace(kind, len(list_value(parts[1])), parts)
    if kind == "Lab":
        return ColourSpace(kind, 3, parts)
    count = {"DeviceGray": 1, "CalGray": 1, "G": 1, "DeviceRGB": 3, "CalRGB": 3, "RGB": 3, "DeviceCMYK": 4, "CMYK": 4}
    return PDFColorSpace(kind, count[kind]) if kind in count else None


def palette_bytes(parts: list[Any]) -> bytes:
    """Return the palette of an Indexed space, entry after entry."""
    table = resolve1(parts[3])
    data = table.get_data() if isinstance(table, PDFStream) else table
    return data if isinstance(data, bytes) else b""


def _evaluate(function: Any, inputs: Components) -> Components | None:
    """Return what a PDF function gives (ISO 32000-1, 7.10); None for one that cannot be followed."""
    attributes = function.attrs if isinstance(function, PDFStream) else function
    if not isinstance(attributes, dict):
        return None
    kind = resolve1(attributes.get("FunctionType"))
    if kind == 2:
        low = list_value(attributes.get("C0")) or [0.0]
        high = list_value(attributes.get("C1")) or [1.0]
        share = inputs[0] ** resolve1(attributes.get("N", 1))
        return [a + share * (b - a) for a, b in zip(low, high, strict=False)]
    if kind == 0 and isinstance(function, PDFStream):
        return _sample(function, inputs)
    if kind == 4 and isinstance(function, PDFStream):
        return _calculate(function.get_data(), inputs)
    return None


_OPERATORS: dict[bytes, tuple[int, Callable[..., tuple[float, ...]]]] = {  # how many numbers each takes, what it leaves
    b"add": (2, lambda a, b: (a + b,)),
    b"sub": (2, lambda a, b: (a - b,)),
    b"mul": (2, lambda a, b: (a * b,)),
    b"neg": (1, lambda a: (-a,)),
    b"dup": (1, lambda a: (a, a)),
    b"pop": (1, lambda a: ()),
    b"exch": (2, lambda a, b: (b, a)),
    b"cvr": (1, lambda a: (a,)),
}


def _calculate(program: bytes, inputs: Components) -> Components | None:
    """Return what a PostScript program leaves; None for one that does more than mix inks (conditions, roots)."""
    stack = list(inputs)
    for token in program.strip().strip(b"{}").split()[:MOST_STEPS]:
        if token in _OPERATORS:
            takes, operator = _OPERATORS[token]
            if len(stack) < takes:
                return None
            stack[len(stack) - takes :] = operator(*stack[len(stack) - takes :])
        elif token in (b"index", b"copy", b"roll"):
            if not _rearrange(token, stack):
                return None
        else:
            try:
                stack.append(float(token))
            except ValueError:
                return None
    return stack


def _rearrange(token: bytes, stack: list[float]) -> bool:
    """Do what the operator says to the stack; return whether it could be done."""
    if len(stack) < 1 + (token == b"roll"):
        return False
    shift = int(stack.pop()) if token == b"roll" else 0
    n = int(stack.pop())
    if not 0 <= n <= len(stack) - (token == b"index"):
        return False
    top = stack[len(stack) - n :]
    if token == b"index":
        stack.append(stack[-1 - n])
    elif token == b"copy":
        stack += top
    elif n:
        shift %= n
        stack[len(stack) - n :] = top[n - shift :] + top[: n - shift]
    return True


def _sample(function: PDFStream, inputs: Components) -> Components | None:
    """Return the sample of a table that lies nearest; between two samples of one ink the line is drawn."""
    sizes = [resolve1(s) for s in list_value(function.get("Size"))]
    scope = [resolve1(v) for v in list_value(function.get("Range"))]
    if resolve1(function.get("BitsPerSample")) != 8 or len(sizes) != len(inputs) or not scope:
        return None
    outputs, data = len(scope) // 2, function.get_data()

    def at(places: Sequence[int]) -> list[float]:
        index, stride = 0, 1
        for place, size in zip(places, sizes, strict=True):
            index, stride = index + place * stride, stride * size
        row = data[index * outputs : (index + 1) * outputs]
        return [low + byte / 255 * (high - low) for byte, low, high in zip(row, scope[::2], scope[1::2], strict=False)]

    spots = [min(max(value, 0.0), 1.0) * (size - 1) for value, size in zip(inputs, sizes, strict=True)]
    if len(spots) > 1:
        return at([round(spot) for spot in spots])
    below = min(int(spots[0]), sizes[0] - 2) if sizes[0] > 1 else 0
    share = spots[0] - below
    return [a + share * (b - a) for a, b in zip(at([below]), at([min(below + 1, sizes[0] - 1)]), strict=True)]


def _lab_to_rgb(lab: Components) -> tuple[float, ...]:
    """Return sRGB of CIE L*a*b* (D65 white)."""
    y = (lab[0] + 16) / 116
    xyz = [v**3 if v > 6 / 29 else 3 * (6 / 29) ** 2 * (v - 4 / 29) for v in (y + lab[1] / 500, y, y - lab[2] / 200)]
    x, y, z = xyz[0] * 0.9505, xyz[1], xyz[2] * 1.089
    linear = (
        3.2406 * x - 1.5372 * y - 0.4986 * z,
        -0.9689 * x + 1.8758 * y + 0.0415 * z,
        0.0557 * x - 0.2040 * y + 1.0570 * z,
    )
    return tuple(12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in linear)
