"""What the content stream of a page draws: glyphs, paths and images, where they are seen.

pdfplumber makes a dictionary of 25 entries of every character, which is half the time of reading a page. Its device is
told here to keep only what words are made from; and what pdfplumber drops but we need: the render mode (hidden text,
bold by outline), the spacing between letters, artifacts, marked content inside marked content, colour spaces.
"""

from math import atan2, degrees, hypot
from typing import Any, NamedTuple

from pdfminer.layout import LTComponent, LTContainer, LTImage
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import apply_matrix_rect
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from kommuntal.read.characters import character, is_bold_name
from kommuntal.read.colours import ColourSpace, hex_colour, make_space

# How far a glyph goes below the baseline, in its size, in text faces. What fonts say of themselves differs from
# program to program (0 to 0.38 for the same face), and would put the words of one line at different heights.
DESCENT = 0.22

FILL_AND_STROKE, INVISIBLE = 2, 3  # text render modes
UNKNOWN = "unknown"  # a colour that cannot be told, as pdfminer keeps the name of a pattern
FORCE_BOLD = 1 << 18  # flag of a font descriptor
FULL_PAGE = 0.7  # share of the page that an image covers, to be the page itself and no picture on it


class Style:
    """What the glyphs of one shown string have in common; `angle` is the reading direction in degrees, 90 upwards."""

    __slots__ = ("angle", "artifact", "bold", "colour", "em", "font", "hidden", "mcid", "size", "spacing")

    font: str
    size: float  # points, across the reading direction
    em: float  # points, along it: smaller than `size` in text that is condensed
    angle: int
    bold: bool
    colour: str | None
    hidden: bool
    spacing: float  # points that were put between the letters on purpose
    mcid: int | None
    artifact: bool


class Glyph:
    """One character that is seen. `start` and `end` run along the reading direction, `line` is its baseline's place."""

    __slots__ = ("bottom", "end", "line", "start", "style", "text", "top", "x0", "x1")

    def __init__(
        self, text: str, box: tuple[float, float, float, float], start: float, end: float, line: float, style: Style
    ) -> None:
        self.text = text
        self.x0, self.top, self.x1, self.bottom = box
        self.start = start
        self.end = end
        self.line = line
        self.style = style


class Mark(NamedTuple):
    """Marked content that is open: its id for the tag tree, whether it is page furniture, or in a hidden layer."""

    mcid: int | None
    artifact: bool
    hidden: bool


class PlacedImage(LTImage):
    """An image with the fill colour it is painted in, which only stencils show, and its marked-content id."""

    ink: Any = None
    mcid: int | None = None


class Device(PDFPageAggregatorWithMarkedContent):
    """Collects `glyphs` (None for a space) and `drawn` (pdfminer's paths and images).

    `shown` is what is seen of the page in pdfminer's coordinates (y upwards): the crop box, rotated. Glyphs have
    their place in it already, from its top left corner. `covered` counts the glyphs under the last image that
    hides most of the page; `ink` is the fill colour, which stencil images are painted in. What lies in a layer that is
    turned off is not there, but for its glyphs, whose style is hidden.
    """

    ink: Any = None

    def __init__(self, resources: PDFResourceManager, hidden_layers: frozenset[int]) -> None:
        super().__init__(resources, laparams=None)
        self.hidden_layers = hidden_layers
        self.glyphs: list[Glyph | None] = []
        self.shown = (0.0, 0.0, 0.0, 0.0)
        self.covered = 0
        self._marks = [Mark(None, False, False)]
        self._known: dict[tuple[PDFFont, int], tuple[str, float]] = {}

    def begin_page(self, page: Any, ctm: Any) -> None:
        super().begin_page(page, ctm)
        media = apply_matrix_rect(ctm, page.mediabox)
        crop = apply_matrix_rect(ctm, page.cropbox)
        x0, y0, x1, y1 = (*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
        self.shown = (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else media

    def drawn(self) -> list[LTComponent]:
        """Return the paths and images of the page, in the order they were drawn."""
        out: list[LTComponent] = []
        below: list[LTComponent] = [self.get_result()]
        while below:
            item = below.pop()
            if isinstance(item, LTContainer):
                below.extend(reversed(item._objs))
            else:
                out.append(item)
        return out

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        """Keep a path that is seen."""
        if not self._marks[-1].hidden:
            super().paint_path(*args, **kwargs)

    def render_image(self, name: str, stream: Any) -> None:
        """Keep an image where it is seen."""
        if self._marks[-1].hidden:
            return
        x0, y0, x1, y1 = box = apply_matrix_rect(self.ctm, (0, 0, 1, 1))
        image = PlacedImage(name, stream, box)
        image.ink, image.mcid = self.ink, self.cur_mcid
        self.cur_item.add(image)
        left, low, right, high = self.shown
        width, height = min(x1, right) - max(x0, left), min(y1, high) - max(y0, low)
        see_through = image.imagemask or "SMask" in stream or "Mask" in stream
        if min(width, height) > 0 and width * height >= FULL_PAGE * (right - left) * (high - low) and not see_through:
            self.covered = len(self.glyphs)

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Open marked content; it has the id and the state of what it lies in, but for what it says itself."""
        mcid, artifact, hidden = self._marks[-1]
        if isinstance(props, dict) and isinstance(props.get("MCID"), int):
            mcid = props["MCID"]
        off = tag.name == "OC" and self.is_off(props)
        self._marks.append(Mark(mcid, artifact or tag.name == "Artifact", hidden or off))
        self.cur_mcid = mcid

    def is_off(self, layer: Any) -> bool:
        """Tell whether a layer, or the group of layers it stands for, is not shown."""
        if isinstance(layer, PDFObjRef) and layer.objid in self.hidden_layers:
            return True
        group = resolve1(layer)
        members = group.get("OCGs") if isinstance(group, dict) else None
        if members is None:
            return False
        listed = resolve1(members)
        off = [self.is_off(member) for member in (listed if isinstance(listed, list) else [members])]
        policy = getattr(resolve1(group.get("P")), "name", "AnyOn")
        return any(off) if policy == "AllOn" else bool(off) and all(off)

    def end_tag(self) -> None:
        if len(self._marks) > 1:
            self._marks.pop()
        self.cur_mcid = self._marks[-1].mcid

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Note what the string's glyphs share, and have it shown glyph by glyph."""
        (a, b, c, d, _, _), (e, f, g, h, _, _) = textstate.matrix, self.ctm
        a, b, c, d = a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h
        font, size, scale = textstate.font, textstate.fontsize, textstate.scaling * 0.01
        along = hypot(a, b) or 1e-9
        sign = -1.0 if size * scale < 0 else 1.0
        self._axis = ux, uy = a * sign / along, b * sign / along
        self._low, self._high = -DESCENT * size, (1 - DESCENT) * size
        if isinstance(font, PDFType3Font) and font.get_height():  # its size is in units of its own
            self._low, self._high = font.get_descent() * size, font.get_ascent() * size
        style = self._style = Style()
        style.font = str(font.fontname).rpartition("+")[2]
        style.size = round(max(abs(self._high - self._low) * hypot(c, d), 0.01), 2)
        style.em = max(abs(size * scale) * along, 0.01)
        style.angle = round(degrees(atan2(uy, ux))) % 360
        style.colour = hex_colour(graphicstate.ncolor)
        style.mcid, style.artifact, hidden = self._marks[-1]
        style.hidden = hidden or textstate.render == INVISIBLE
        style.bold = _is_bold(font, style.font) or (
            textstate.render == FILL_AND_STROKE and graphicstate.scolor == graphicstate.ncolor
        )
        style.spacing = textstate.charspace * scale * along
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Keep one glyph where it is seen, and return how far it moves the next one."""
        known = self._known.get((font, cid))
        if known is None:
            known = self._known[font, cid] = _look_up(font, cid, self._style.font)
        text, width = known
        advance = width * fontsize * scaling
        if text == " ":
            self.glyphs.append(None)
            return advance
        if text == "":
            return advance
        a, b, c, d, e, f = matrix
        low, high = self._low + rise, self._high + rise
        if b == 0 and c == 0:
            x0, x1, y0, y1 = e, e + a * advance, f + d * low, f + d * high
        else:
            x0, x1 = _span(a * advance, c * low, c * high, e)
            y0, y1 = _span(b * advance, d * low, d * high, f)
        if x1 < x0:
            x0, x1 = x1, x0
        if y1 < y0:
            y0, y1 = y1, y0
        left, _, _, top = self.shown
        ux, uy = self._axis
        start = e * ux + f * uy
        end = start + advance * (a * ux + b * uy)
        line = f * ux - e * uy + rise * (d * ux - c * uy)
        self.glyphs.append(Glyph(text, (x0 - left, top - y1, x1 - left, top - y0), start, end, line, self._style))
        return advance


def _span(advance: float, low: float, high: float, origin: float) -> tuple[float, float]:
    corners = (low, high, advance + low, advance + high)
    return origin + min(corners), origin + max(corners)


def _look_up(font: Any, cid: int, name: str) -> tuple[str, float]:
    """Return the text of a glyph, and its width in text space."""
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        text = None
    return character(text or None, cid, name, font.is_multibyte()), font.char_width(cid)


def _is_bold(font: Any, name: str) -> bool:
    descriptor = font.descriptor
    weight, flags = descriptor.get("FontWeight"), descriptor.get("Flags")
    return (
        is_bold_name(name)
        or (isinstance(weight, (int, float)) and weight >= 600)
        or (isinstance(flags, int) and bool(flags & FORCE_BOLD))
    )


class Interpreter(PDFPageInterpreter):
    """Follows what pdfminer's interpreter passes over: colour spaces, layers, marked content named in the resources."""

    device: Device

    def init_resources(self, resources: Any) -> None:
        super().init_resources(resources)
        for name, spec in dict_value(dict_value(resources).get("ColorSpace")).items():
            if (space := make_space(spec)) is not None:
                self.csmap[name] = space

    def do_BDC(self, tag: Any, props: Any) -> None:
        if isinstance(props, PSLiteral):
            props = dict_value(dict_value(self.resources).get("Properties")).get(props.name)
            if getattr(tag, "name", None) != "OC":  # a layer is known by where it stands in the file
                props = resolve1(props)
        if self.parent_stream_ids and isinstance(props, dict):
            # Ids inside a form count from 0 again; those of the page are the ones the tag tree is asked for.
            props = {name: value for name, value in props.items() if name != "MCID"}
        super().do_BDC(tag, props)

    def do_Do(self, xobjid_arg: Any) -> None:
        self.device.ink = self.graphicstate.ncolor
        form = resolve1(self.xobjmap.get(literal_name(xobjid_arg)))
        if not (isinstance(form, PDFStream) and self.device.is_off(form.get("OC"))):
            super().do_Do(xobjid_arg)

    def do_EI(self, obj: Any) -> None:
        self.device.ink = self.graphicstate.ncolor
        super().do_EI(obj)

    def do_cs(self, name: Any) -> None:
        super().do_cs(name)
        self.graphicstate.ncolor = _first_colour(self.graphicstate.ncs)

    def do_CS(self, name: Any) -> None:
        super().do_CS(name)
        self.graphicstate.scolor = _first_colour(self.graphicstate.scs)

    def do_scn(self) -> None:
        space = self.graphicstate.ncs
        if isinstance(space, ColourSpace):
            self.graphicstate.ncolor = space.hex(self.pop(space.ncomponents)) or UNKNOWN
        else:
            super().do_scn()

    def do_SCN(self) -> None:
        space = self.graphicstate.scs
        if isinstance(space, ColourSpace):
            self.graphicstate.scolor = space.hex(self.pop(space.ncomponents)) or UNKNOWN
        else:
            super().do_SCN()


def _first_colour(space: Any) -> Any:
    """Return the colour that holds until one is chosen: full ink, the first of a palette, else black."""
    if isinstance(space, ColourSpace):
        return space.hex([0.0 if space.name in ("Indexed", "Lab") else 1.0] * space.ncomponents)
    return (0.0, 0.0, 0.0, 1.0) if space.ncomponents == 4 else 0.0
