"""The committed samples are what the script draws, and small."""

import filecmp
import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def test_the_script_draws_the_committed_files_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SAMPLES / "make.py"), str(tmp_path)], check=True)
    drawn = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    committed = [p.relative_to(SAMPLES) for p in SAMPLES.rglob("*") if p.suffix in {".pdf", ".json"}]
    assert drawn == sorted(committed)
    assert [p for p in drawn if not filecmp.cmp(tmp_path / p, SAMPLES / p, shallow=False)] == []


def test_samples_are_small() -> None:
    assert sum(p.stat().st_size for p in SAMPLES.rglob("*.pdf")) < 100_000
