"""Draw the sample PDFs of an invented municipality, and write their truth: `python samples/make.py [FOLDER]`."""

import sys
from pathlib import Path

import interim_report
import meeting_papers
import plan
import scan


def main(folder: Path) -> None:
    """Write every sample to `folder` and its truth to `folder/truth`; the same script gives the same bytes."""
    truth = folder / "truth"
    truth.mkdir(parents=True, exist_ok=True)
    interim_report.draw(folder, truth)
    meeting_papers.draw_agenda(folder, truth)
    meeting_papers.draw_minutes(folder, truth)
    plan.draw_plan(folder, truth)
    scan.draw_scan(folder, truth)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
