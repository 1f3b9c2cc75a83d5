"""Draw the peers' results as an SVG: quality against seconds a page, each reader a dot.

bench/plot.py RESULT.json PLOT.svg
"""

import json
import math
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 50, 60
LEAST, MOST = 0.005, 5.0  # seconds a page at the ends of the axis, which is logarithmic
ROW = 15  # points between two labels, so that they do not cover each other


def x_of(seconds: float) -> float:
    share = (math.log10(seconds) - math.log10(LEAST)) / (math.log10(MOST) - math.log10(LEAST))
    return LEFT + min(1.0, max(0.0, share)) * (WIDTH - LEFT - RIGHT)


def y_of(quality: float) -> float:
    return TOP + (1 - quality) * (HEIGHT - TOP - BOTTOM)


def draw(told: dict[str, Any]) -> str:
    """Return the SVG."""
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        "<title>Table readers: quality against seconds a page</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="24" font-size="15">Tables of {escape(told["set"])}: cell relations (macro F1) '
        f"against CPU seconds a page, {told['measured']}</text>",
    ]
    for k in range(0, 11, 2):
        y = y_of(k / 10)
        out.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{k / 10:.1f}</text>')
    for seconds in (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5):
        x = x_of(seconds)
        out.append(f'<path d="M{x:.1f} {HEIGHT - BOTTOM}v5" stroke="#666"/>')
        out.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{seconds:g}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">seconds a page</text>')
    out += _dots(told)
    return "\n".join([*out, "</svg>"]) + "\n"


def _dots(told: dict[str, Any]) -> list[str]:
    """Return dots with labels, the labels pushed down where they would cover the one before."""
    out = []
    dots = [(r["macroF1"], r["cpu_s"] / told["pages"], name) for name, r in told["results"].items() if "macroF1" in r]
    last = 0.0
    for quality, seconds, name in sorted(dots, reverse=True):
        x, y = x_of(max(seconds, LEAST)), y_of(quality)
        at = max(y + 4, last + ROW)
        last = at
        colour, weight = ("#c00", "bold") if name == "kommuntal" else ("#369", "normal")
        label = f"{escape(name)} {quality:.3f}"
        out.append(f'<path d="M{x:.1f} {y:.1f}L{WIDTH - RIGHT + 8} {at - 4:.1f}" stroke="#ccc" stroke-width=".6"/>')
        out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>')
        out.append(f'<text x="{WIDTH - RIGHT + 12}" y="{at:.1f}" fill="{colour}" font-weight="{weight}">{label}</text>')
    return out


def main() -> None:
    """Walk it from the command line."""
    told = json.loads(Path(sys.argv[1]).read_text())
    Path(sys.argv[2]).write_text(draw(told))


if __name__ == "__main__":
    main()
