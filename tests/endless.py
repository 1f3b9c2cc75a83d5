"""A page that no reader gets through in its time."""

import pikepdf


def endless_page(pdf: pikepdf.Pdf, number: int = 4) -> None:
    """Make this page of the PDF draw twelve forms that each draw the next one ten times: 10^12 drawings."""

    def form(content: bytes) -> pikepdf.Stream:
        stream = pdf.make_stream(content)
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        stream.BBox = pikepdf.Array([0, 0, 9, 9])
        return stream

    inner = form(b"0 0 1 1 re f")
    for _ in range(12):
        outer = form(b"/X Do " * 10)
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
        inner = outer
    page = pdf.pages[number - 1].obj
    page.Resources.XObject = pikepdf.Dictionary(X=inner)
    page.Contents = pdf.make_stream(b"/X Do")
