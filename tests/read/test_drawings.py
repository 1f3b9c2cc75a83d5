"""Paths, colours and images come out as they are seen."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image as Picture
from PIL import ImageDraw
from reportlab.lib.colors import CMYKColorSep, PCMYKColorSep
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kommuntal.read import read_document
from kommuntal.read.model import Page

Make = Callable[..., Path]


def page_of(path: Path) -> Page:
    reading = read_document(path)
    assert reading.status == "ok", reading.reason
    return reading.pages[0]


def test_lines_rectangles_and_curves(draw: Make) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setLineWidth(2)
        canvas.line(50, 700, 250, 700)
        canvas.line(50, 600, 150, 650)
        canvas.setFillColorRGB(0, 0.5, 0)
        canvas.rect(50, 500, 100, 20, stroke=0, fill=1)
        canvas.circle(100, 400, 10, stroke=1, fill=1)

    level, slanted, box, circle = page_of(draw(paint)).paths
    assert (level.kind, level.x0, level.top, level.x1, level.bottom) == ("line", 50, 100, 250, 100)
    assert (level.stroke, level.fill, level.width, level.points) == ("#000000", None, 2, ())
    assert slanted.points == ((50, 200), (150, 150))
    assert (box.kind, box.top, box.bottom, box.fill, box.stroke) == ("rect", 280, 300, "#008000", None)
    assert (circle.kind, circle.fill, circle.stroke) == ("curve", "#008000", "#000000")
    assert (circle.x0, circle.x1) == pytest.approx((90, 110), abs=0.1)
    distances = [((x - 100) ** 2 + (y - 400) ** 2) ** 0.5 for x, y in circle.points]
    assert len(circle.points) > 12
    assert distances == pytest.approx([10] * len(distances), abs=0.1)


def test_a_rectangle_is_one_however_it_is_drawn(draw: Make) -> None:
    corners = [(50, 500), (150, 500), (150, 520), (50, 520)]

    def paint(canvas: Canvas) -> None:
        for close, extra in ((True, []), (False, corners[:1]), (True, [(50, 510), *corners[:1]])):
            path = canvas.beginPath()
            path.moveTo(*corners[0])
            for corner in corners[1:] + extra[-1:]:
                path.lineTo(*corner)
            if close:
                path.close()
            canvas.drawPath(path, fill=1, stroke=0)

    assert [path.kind for path in page_of(draw(paint)).paths] == ["rect"] * 3


def test_paths_end_at_the_edge_of_the_page(draw: Make) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.rect(-50, -50, 5000, 100, stroke=0, fill=1)
        canvas.rect(700, 100, 20, 20, stroke=0, fill=1)

    (path,) = page_of(draw(paint)).paths
    assert (path.x0, path.top, path.x1, path.bottom) == (0, 750, 600, 800)


def test_colours_of_all_kinds(draw: Make) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFillColorCMYK(0, 0, 0, 1)
        canvas.rect(50, 700, 9, 9, stroke=0, fill=1)
        canvas.setFillColor(CMYKColorSep(0, 1, 1, 0, spotName="Granviksröd"))
        canvas.rect(50, 680, 9, 9, stroke=0, fill=1)
        canvas.setFillColor(PCMYKColorSep(0, 100, 100, 0, spotName="Granviksröd", density=50))
        canvas.rect(50, 660, 9, 9, stroke=0, fill=1)

    assert [path.fill for path in page_of(draw(paint)).paths] == ["#000000", "#ff0000", "#ff8080"]


@pytest.mark.parametrize(
    ("program", "colour"),
    [
        (b"{ dup 1 exch sub exch 0 exch pop 0 }", "#800000"),
        (b"{ 0 0 3 1 roll 3 -1 roll pop 1 index }", "#800080"),
        (b"{ 1 copy 0.5 add 0 }", "#80ff00"),
        (b"{ 0 roll }", "#808080"),
        (b"{ 9 index }", "#808080"),
        (b"{ pop pop }", "#808080"),
    ],
)
def test_inks_mixed_by_a_program(edit: Make, program: bytes, colour: str) -> None:
    def ink(pdf: pikepdf.Pdf) -> None:
        recipe = pdf.make_stream(program)
        recipe.FunctionType = 4
        space = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.Blue, pikepdf.Name.DeviceRGB, recipe])
        pdf.pages[0].obj.Resources.ColorSpace = pikepdf.Dictionary(S=space)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/S cs 0.5 sc 0 0 9 9 re f")

    assert [path.fill for path in page_of(edit(ink, pages=1)).paths] == [colour]


def test_palettes_and_sampled_inks(edit: Make) -> None:
    def colour(pdf: pikepdf.Pdf) -> None:
        name, page = pikepdf.Name, pdf.pages[0].obj
        palette = pikepdf.Array([name.Indexed, name.DeviceRGB, 1, pikepdf.String(b"\xff\x00\x00\x00\x80\x00")])
        table = pdf.make_stream(b"\xff\xff\xff\x00\x00\xff")
        table.FunctionType, table.BitsPerSample = 0, 8
        table.Domain, table.Range = pikepdf.Array([0, 1]), pikepdf.Array([0, 1, 0, 1, 0, 1])
        table.Size = pikepdf.Array([2])
        ink = pikepdf.Array([name.Separation, name.Blue, name.DeviceRGB, table])
        program = pdf.make_stream(b"{ sqrt }")
        program.FunctionType = 4
        black = pikepdf.Array([name.Separation, name.Black, name.DeviceGray, program])
        page.Resources.ColorSpace = pikepdf.Dictionary(P=palette, S=ink, B=black)
        page.Contents = pdf.make_stream(
            b"/P cs 1 sc 0 0 9 9 re f /S cs 0 0 9 9 re f 0.5 scn 0 0 9 9 re f /B cs 0.8 scn 0 0 9 9 re f"
        )

    assert [p.fill for p in page_of(edit(colour, pages=1)).paths] == ["#008000", "#0000ff", "#8080ff", "#333333"]


def test_a_broken_colour_costs_no_page(edit: Make) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        name = pikepdf.Name
        table = pdf.make_stream(b"")
        table.FunctionType, table.BitsPerSample, table.Size = 0, 8, pikepdf.Array([name.Two])
        table.Range = pikepdf.Array([0, 1, 0, 1, 0, 1])
        ink = pikepdf.Array([name.Separation, name.Blue, name.DeviceRGB, table])
        loop = pdf.make_indirect(pikepdf.Array([name.Indexed, name.DeviceRGB, 1, pikepdf.String("abcabc")]))
        loop[1] = loop
        pdf.pages[0].obj.Resources.ColorSpace = pikepdf.Dictionary(S=ink, L=loop)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/S cs 0.5 sc 0 0 9 9 re f /L cs 1 sc 0 0 9 9 re f")

    assert [path.fill for path in page_of(edit(spoil, pages=1)).paths] == [None, None]


# Images


def dot(colour: str, size: int = 30) -> ImageReader:
    picture = Picture.new("RGBA", (size, size), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((0, 0, size - 1, size - 1), fill=colour)
    content = io.BytesIO()
    picture.save(content, "PNG")
    content.seek(0)
    return ImageReader(content)


def test_equal_images_have_an_equal_digest_and_others_do_not(draw: Make) -> None:
    def paint(canvas: Canvas) -> None:
        for row, colour in enumerate(["green", "red", "green"]):
            canvas.drawImage(dot(colour), 50, 700 - 20 * row, 12, 12, mask="auto")

    green, red, again = page_of(draw(paint)).images
    assert green.digest == again.digest != red.digest
    assert (green.x0, green.top, green.x1, green.bottom, green.pixels) == (50, 88, 62, 100, (30, 30))


def test_the_digest_is_the_same_under_encryption(draw: Make, tmp_path: Path) -> None:
    drawn = draw(*[lambda canvas: canvas.drawImage(dot("green"), 50, 700, 12, 12, mask="auto")] * 2)
    plain, locked = tmp_path / "plain.pdf", tmp_path / "locked.pdf"
    with pikepdf.open(drawn) as pdf:
        pdf.save(plain)
        pdf.save(locked, encryption=pikepdf.Encryption(user="", owner="ägare", R=4))
    digests = {image.digest for path in (plain, locked) for page in read_document(path).pages for image in page.images}
    assert len(digests) == 1


def test_small_images_can_be_looked_at(draw: Make) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawImage(dot("green"), 50, 700, 12, 12, mask="auto")
        canvas.drawImage(dot("blue", 300), 50, 300, 300, 300, mask="auto")

    def turned(canvas: Canvas) -> None:
        canvas.drawImage(dot("red"), 500, 100, 12, 12, mask="auto")

    reading = read_document(draw(paint, paint, turned))
    small, large = reading.pages[0].images
    assert large.digest not in reading.icons
    assert len(reading.icons) == 2
    icon = reading.icons[small.digest]
    middle = 3 * (icon.height // 2 * icon.width + icon.width // 2)
    assert len(icon.rgb) == 3 * icon.width * icon.height
    assert tuple(icon.rgb[middle : middle + 3]) == (0, 128, 0)
    assert tuple(icon.rgb[:3]) == (255, 255, 255)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_icons_of_turned_and_cropped_pages(draw: Make, tmp_path: Path, turn: int) -> None:
    plain = draw(lambda canvas: canvas.drawImage(dot("green"), 350, 600, 12, 12, mask="auto"))
    path = tmp_path / "turned.pdf"
    with pikepdf.open(plain) as pdf:
        pdf.pages[0].obj.Rotate = turn
        pdf.pages[0].obj.CropBox = pikepdf.Array([20, 250, 420, 750])
        pdf.save(path)
    (icon,) = read_document(path).icons.values()
    middle = 3 * (icon.height // 2 * icon.width + icon.width // 2)
    assert tuple(icon.rgb[middle : middle + 3]) == (0, 128, 0)
