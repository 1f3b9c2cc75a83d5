"""Words come out of drawn pages as a reader sees them."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from kommuntal.read import read_document
from kommuntal.read.model import Word

Make = Callable[..., Path]


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[Canvas], object]], list[Word]]:
    """Return a function that draws one page of 600 x 800 points and reads its words."""
    path = tmp_path_factory.mktemp("words") / "page.pdf"

    def read(painter: Callable[[Canvas], object]) -> list[Word]:
        canvas = Canvas(str(path), pagesize=(600, 800))
        canvas.setFont("Helvetica", 10)
        painter(canvas)
        canvas.save()
        reading = read_document(path)
        assert reading.status == "ok", reading.reason
        return list(reading.pages[0].words)

    return read


PageOf = Callable[[Callable[[Canvas], object]], list[Word]]


def texts(words: list[Word]) -> list[str]:
    return [word.text for word in words]


def test_where_a_word_stands(page_of: PageOf) -> None:
    (word,) = page_of(lambda c: c.drawString(50, 700, "Nettokostnad"))
    assert word.x0 == 50
    assert word.x1 == pytest.approx(50 + stringWidth("Nettokostnad", "Helvetica", 10), abs=0.01)
    assert word.bottom - word.top == pytest.approx(10, abs=0.01)
    assert word.top < 100 < word.bottom  # the baseline, 700 up from the bottom of 800
    assert (word.font, word.size, word.bold, word.colour, word.upright) == ("Helvetica", 10, False, "#000000", True)


@settings(max_examples=25)
@given(
    texts_drawn=st.lists(
        st.text(st.sampled_from("abcdefåäöÅÄÖ0123456789-,;%§()/"), min_size=1, max_size=12), min_size=1, max_size=8
    ),
    size=st.sampled_from([6, 9, 12, 24]),
    tracking=st.sampled_from([-0.05, 0.0, 0.1, 0.3]),
)
def test_words_between_spaces_come_out_whole(
    page_of: PageOf, texts_drawn: list[str], size: int, tracking: float
) -> None:
    def paint(canvas: Canvas) -> None:
        for row, text in enumerate(texts_drawn):
            canvas.setFont("Helvetica", size)
            canvas.drawString(50, 750 - 3 * size * row, f"{text} {text}", charSpace=tracking * size)

    assert texts(page_of(paint)) == [text for text in texts_drawn for _ in range(2)]


@settings(max_examples=25)
@given(gap=st.one_of(st.floats(0, 0.12), st.floats(0.2, 3)), size=st.sampled_from([6, 10, 30]))
def test_a_gap_parts_words_by_its_share_of_the_size(page_of: PageOf, gap: float, size: int) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.drawString(50, 700, "1")
        canvas.drawString(50 + stringWidth("1", "Helvetica", size) + gap * size, 700, "234")

    assert texts(page_of(paint)) == (["1234"] if gap < 0.15 else ["1", "234"])


@pytest.mark.parametrize("space", [" ", "\u00a0"])
def test_thousands_groups_are_words(page_of: PageOf, space: str) -> None:
    words = page_of(lambda c: c.drawString(50, 700, f"-1{space}234,5{space}%"))
    assert texts(words) == ["-1", "234,5", "%"]


def test_columns_set_apart_by_letter_spacing_are_no_word(page_of: PageOf) -> None:
    assert texts(page_of(lambda c: c.drawString(50, 700, "12", charSpace=60))) == ["1", "2"]


def with_mark(canvas: Canvas, before: str, mark: str, after: str, rise: float, share: float = 0.6) -> None:
    line = canvas.beginText(50, 700)
    line.setFont("Helvetica", 10)
    line.textOut(before)
    line.setFont("Helvetica", 10 * share)
    line.setRise(rise)
    line.textOut(mark)
    line.setFont("Helvetica", 10)
    line.setRise(0)
    line.textOut(after)
    canvas.drawText(line)


@pytest.mark.parametrize(
    ("before", "mark", "after", "rise", "words"),
    [
        ("500", "1", " tkr", 4, ["500", "1", "tkr"]),
        ("mål", "3", ", som", 4, ["mål,", "3", "som"]),
        ("12 m", "2", " yta", 4, ["12", "m²", "yta"]),
        ("12", "2", "", 4, ["12", "2"]),
        ("CO", "2", "-utsläpp", -2, ["CO2-utsläpp"]),
    ],
)
def test_raised_and_lowered(page_of: PageOf, before: str, mark: str, after: str, rise: float, words: list[str]) -> None:
    assert texts(page_of(lambda c: with_mark(c, before, mark, after, rise))) == words


def test_small_capitals_are_one_word(page_of: PageOf) -> None:
    assert texts(page_of(lambda c: with_mark(c, "G", "RANVIK", "", 0))) == ["GRANVIK"]


def test_a_word_that_changes_font_is_one_word(page_of: PageOf) -> None:
    def paint(canvas: Canvas) -> None:
        line = canvas.beginText(50, 700)
        line.setFont("Helvetica-Bold", 10)
        line.textOut("Budget")
        line.setFont("Helvetica", 10)
        line.textOut("avvikelse: 5")
        canvas.drawText(line)

    words = page_of(paint)
    assert texts(words) == ["Budgetavvikelse:", "5"]
    assert [word.bold for word in words] == [True, False]


def test_a_line_further_down_is_another_word(page_of: PageOf) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(50, 700, "Utfall")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(50 + stringWidth("Utfall", "Helvetica", 12), 640, "Summa")

    assert texts(page_of(paint)) == ["Utfall", "Summa"]


@pytest.mark.parametrize(("text", "words"), [("Mål" + "." * 40 + "7", ["Mål", "." * 40, "7"]), ("m.m...", ["m.m..."])])
def test_dot_leaders_are_words_of_their_own(page_of: PageOf, text: str, words: list[str]) -> None:
    assert texts(page_of(lambda c: c.drawString(50, 700, text))) == words


@pytest.mark.parametrize("offset", [0.0, 0.3])
def test_bold_made_by_printing_twice_comes_once(page_of: PageOf, offset: float) -> None:
    def whole_words(canvas: Canvas) -> None:
        for x in (50, 50 + offset):
            canvas.drawString(x, 700, "Summa 1 100")

    def letter_by_letter(canvas: Canvas) -> None:
        x = 50.0
        for letter in "Summa":
            for _ in range(2):
                canvas.drawString(x + _ * offset, 700, letter)
            x += stringWidth(letter, "Helvetica", 10)

    assert texts(page_of(whole_words)) == ["Summa", "1", "100"]
    assert texts(page_of(letter_by_letter)) == ["Summa"]


def test_equal_figures_in_a_column_all_stay(page_of: PageOf) -> None:
    def paint(canvas: Canvas) -> None:
        for row in range(5):
            canvas.drawString(50, 700 - 11 * row, "0 0 0")

    assert len(page_of(paint)) == 15


@pytest.mark.parametrize("angle", [90, 180, 270, 45])
def test_turned_text_is_words_in_reading_order(page_of: PageOf, angle: int) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "Andel 25 %")

    words = page_of(paint)
    assert texts(words) == ["Andel", "25", "%"]
    assert not any(word.upright for word in words)
    assert {word.size for word in words} == {10}


def test_bold_by_name_and_by_outline(page_of: PageOf) -> None:
    def paint(canvas: Canvas) -> None:
        line = canvas.beginText(50, 700)
        line.setFont("Helvetica", 10)
        line.textLine("Summa")
        line.setFont("Helvetica-Bold", 10)
        line.textLine("Summa")
        line.setFont("Helvetica", 10)
        line.setTextRenderMode(2)
        line.textLine("Summa")
        canvas.drawText(line)

    assert [word.bold for word in page_of(paint)] == [False, True, True]


def test_colour_of_words(page_of: PageOf) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 0, 0)
        canvas.drawString(50, 700, "röd")
        canvas.setFillColorCMYK(1, 0, 1, 0)
        canvas.drawString(50, 680, "grön")
        canvas.setFillGray(0.5)
        canvas.drawString(50, 660, "grå")

    assert [word.colour for word in page_of(paint)] == ["#ff0000", "#00ff00", "#808080"]


def test_text_that_is_drawn_invisible_is_no_text(page_of: PageOf) -> None:
    def paint(canvas: Canvas) -> None:
        line = canvas.beginText(50, 700)
        line.setTextRenderMode(3)
        line.textOut("dold")
        canvas.drawText(line)
        canvas.drawString(50, 650, "synlig text på sidan")

    assert "dold" not in texts(page_of(paint))


def test_text_outside_the_page_is_no_text(page_of: PageOf) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(700, 700, "utanför")
        canvas.drawString(50, 700, "inne")

    assert texts(page_of(paint)) == ["inne"]


# Layers


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        ({"OFF": [1]}, ["alltid", "ett"]),
        ({"OFF": [0, 1]}, ["alltid"]),
        ({"BaseState": "OFF", "ON": [0]}, ["alltid", "ett"]),
        ({}, ["alltid", "ett", "två", "tre", "fyra", "fem"]),
    ],
)
def test_what_lies_in_a_layer_that_is_turned_off_is_not_seen(
    edit: Make, state: dict[str, object], seen: list[str]
) -> None:
    def layer(pdf: pikepdf.Pdf) -> None:
        name = pikepdf.Name
        layers = [pdf.make_indirect(pikepdf.Dictionary(Type=name.OCG, Name=pikepdf.String(str(n)))) for n in range(2)]
        group = pikepdf.Dictionary(Type=name.OCMD, OCGs=pikepdf.Array(layers), P=name.AllOn)
        config = pikepdf.Dictionary()
        for key, value in state.items():
            config[f"/{key}"] = name.OFF if isinstance(value, str) else pikepdf.Array([layers[n] for n in value])  # type: ignore[attr-defined]
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(layers), D=config)
        form = pdf.make_stream(b"BT /F1 10 Tf 50 500 Td (fem) Tj ET 0 0 9 9 re f")
        form.Type, form.Subtype, form.OC = name.XObject, name.Form, layers[1]
        form.BBox = pikepdf.Array([0, 0, 600, 800])
        page = pdf.pages[0].obj
        page.Resources.Properties = pikepdf.Dictionary(A=layers[0], B=layers[1], G=pdf.make_indirect(group))
        page.Resources.XObject = pikepdf.Dictionary(X=form)
        page.Contents = pdf.make_stream(
            b"BT /F1 10 Tf 50 700 Td (alltid ) Tj /OC /A BDC (ett ) Tj EMC /OC /B BDC (tv\xe5 ) Tj /P BMC (tre ) Tj EMC"
            b" EMC /OC /G BDC (fyra) Tj EMC ET /OC /B BDC 9 9 9 9 re f EMC /X Do"
        )

    page = read_document(edit(layer, pages=1)).pages[0]
    assert texts(list(page.words)) == seen
    assert len(page.paths) == (2 if "fem" in seen else 0)


# The page as it is shown


@pytest.mark.parametrize(("turn", "size"), [(0, (400, 500)), (90, (500, 400)), (180, (400, 500)), (270, (500, 400))])
def test_places_are_in_the_page_as_it_is_shown(edit: Make, turn: int, size: tuple[int, int]) -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.CropBox = pikepdf.Array([20, 250, 420, 750])
        page.Rotate = turn

    page = read_document(edit(crop, pages=1)).pages[0]
    word = page.words[0]  # at 50, 700 in the file: 30 from the left and some 50 from the top of the crop box
    assert (page.width, page.height, page.rotation) == (*size, turn)
    if turn == 0:
        assert (word.x0, round(word.bottom)) == (30, 52)
    elif turn == 90:
        assert (round(page.width - word.x0), word.top) == (52, 30)
    elif turn == 180:
        assert (page.width - word.x1, round(page.height - word.top)) == (30, 52)
    else:
        assert (round(word.x1), page.height - word.bottom) == (52, 30)


def test_a_media_box_that_does_not_begin_at_zero(edit: Make) -> None:
    def move(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = pikepdf.Array([-100, 100, 500, 800])

    page = read_document(edit(move, pages=1)).pages[0]
    assert (page.width, page.height) == (600, 700)
    assert page.words[0].x0 == 150


# Marked content


def test_marked_content_gives_words_their_ids(edit: Make) -> None:
    def mark(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Resources.Properties = pikepdf.Dictionary(MC0=pikepdf.Dictionary(MCID=7))
        page.Contents = pdf.make_stream(
            b"BT /F1 10 Tf 50 700 Td /P <</MCID 3>> BDC (ett ) Tj /Span <</Lang (sv)>> BDC (inne ) Tj EMC (kvar ) Tj"
            b" EMC (utan ) Tj /P /MC0 BDC (namn ) Tj EMC /Artifact BMC (sidfot) Tj EMC ET"
        )

    words = read_document(edit(mark, pages=1)).pages[0].words
    assert {word.text: word.mcid for word in words} == {
        "ett": 3,
        "inne": 3,
        "kvar": 3,
        "utan": None,
        "namn": 7,
        "sidfot": None,
    }
    assert [word.text for word in words if word.artifact] == ["sidfot"]


def test_an_accent_printed_over_its_letter_is_part_of_it(edit: Make) -> None:
    def overprint(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(b"BT /F1 10 Tf 50 700 Td [(m) (\xa8) 333 (ote)] TJ ET")

    (word,) = read_document(edit(overprint, pages=1)).pages[0].words
    assert word.text == "möte"
