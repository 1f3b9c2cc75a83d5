"""The main job, from a folder of PDFs to an output folder, as its users call it."""

import os
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import duckdb
import pandas as pd
import pikepdf
import pytest
from tests.endless import endless_page

from kommuntal.errors import UsageError
from kommuntal.run import Settings, collect, run
from kommuntal.schema import DATASETS

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
COMMAND = [sys.executable, "-m", "kommuntal"]
QUICK = SAMPLES / "granvik-kommunstyrelsen-protokoll-2025-10-06.pdf"


def hashes(output: Path) -> dict[str, str]:
    files = [p for p in sorted(output.iterdir()) if p.is_file()]
    return {p.name: sha256(p.read_bytes()).hexdigest() for p in files}


def test_every_dataset_is_there_with_the_samples_in_it(published: Path) -> None:
    for dataset in DATASETS:
        assert (published / f"{dataset}.parquet").exists()
        assert (published / f"{dataset}.csv").exists()
    documents = pd.read_parquet(published / "documents.parquet")
    assert sorted(documents.file_name) == sorted(p.name for p in SAMPLES.glob("*.pdf"))
    assert set(documents.status) == {"ok"}
    scan = documents[documents.file_name == "granvik-kultur-och-fritidsnamnden-uppfoljning-skannad.pdf"].iloc[0]
    assert scan.text_layer == "ocr"


def test_the_column_of_a_sample_adds_up_in_the_figures(published: Path) -> None:
    """Extraction is proved by adding up: the projects' budgets are the total's, in kronor."""
    with duckdb.connect(str(published / "kommuntal.duckdb"), read_only=True) as database:
        parts, total = database.execute(
            "SELECT sum(value) FILTER (NOT is_total), sum(value) FILTER (is_total) FROM figures "
            "JOIN tables t USING (table_id) WHERE t.title LIKE 'Investeringsredovisning%' AND measure = 'budget'"
        ).fetchall()[0]
    assert parts == total == 70_300_000


def test_the_planted_faults_are_found_with_both_places(published: Path) -> None:
    findings = pd.read_parquet(published / "findings.parquet")
    seen = {(f.kind, f.left_quote, f.right_quote) for f in findings.itertuples()}
    assert any(kind == "sum" and "847 285" in str(left).replace("\u00a0", " ") for kind, left, _ in seen)
    assert any(
        kind == "contents" and "2025/178" in f"{left}{right}" and "2025/187" in f"{left}{right}"
        for kind, left, right in seen
    )
    assert findings[["left_page", "left_x0", "left_bottom"]].notna().all().all()


def test_a_second_run_on_the_same_input_changes_no_byte(published: Path) -> None:
    before = hashes(published)
    run([SAMPLES], Settings(output=published))
    assert hashes(published) == before


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with one good PDF and every way a file can be bad that is quick to make."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    good = SAMPLES / "granvik-tekniska-namnden-verksamhetsplan-2026.pdf"
    (folder / "good.pdf").write_bytes(good.read_bytes())
    (folder / "truncated.pdf").write_bytes(good.read_bytes()[:700])
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "page.pdf").write_text("<html><body>Sidan finns inte</body></html>")
    with pikepdf.open(good) as pdf:
        pdf.save(folder / "encrypted.pdf", encryption=pikepdf.Encryption(user="hemlig", owner="hemlig"))
    return folder


def test_bad_documents_get_a_row_and_a_reason_and_the_run_goes_on(hostile: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "run", str(hostile), "--output", str(tmp_path / "out")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    documents = pd.read_parquet(tmp_path / "out" / "documents.parquet").set_index("file_name")
    assert documents.status["good.pdf"] == "ok"
    bad = documents.drop("good.pdf")
    assert set(bad.status) == {"failed"}
    assert bad.status_reason.str.len().min() > 10
    assert bad.status_reason.nunique() == len(bad)
    assert "password" in bad.status_reason["encrypted.pdf"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run"], "PATHS"),
        (["run", "nowhere.pdf", "--output", "out"], "nowhere.pdf: no such file"),
        (["run", "."], "--output"),
        (["run", "", "--output", "out"], "the path is empty"),
        (["run", ".", "--output", ""], "the path is empty"),
        (["run", ".", "--output", "out", "--withhold", "abc"], "'abc' is no document_id"),
        (["fly"], "fly"),
    ],
)
def test_wrong_usage_says_so_and_exits_with_2(arguments: list[str], words: str, tmp_path: Path) -> None:
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_without_a_pdf_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no PDF in"):
        collect([tmp_path])


def test_an_output_that_is_a_file_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("mine")
    done = subprocess.run(
        [*COMMAND, "run", str(SAMPLES), "--output", str(target)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert target.read_text() == "mine"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("lines", [0, 1, 3, 5], ids=lambda n: f"after {n} documents")
def test_a_killed_run_leaves_the_last_output_whole(tmp_path: Path, lines: int) -> None:
    output = tmp_path / "out"
    run([QUICK], Settings(output=output))
    before = hashes(output)
    command = [*COMMAND, "run", str(SAMPLES), "--output", str(output), "--no-ocr"]
    child = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert child.stderr is not None
    for _ in range(lines):  # a line a document; after the last one comes the publishing
        child.stderr.readline()
    child.kill()
    child.communicate()
    # the old output whole, or the new one whole where the run was quicker than the kill
    after = hashes(output)
    documents = len(pd.read_parquet(output / "documents.parquet"))
    assert documents in (1, 5)
    assert (after == before) == (documents == 1)
    run([SAMPLES], Settings(output=output, ocr=False))
    assert len(pd.read_parquet(output / "documents.parquet")) == 5


def test_an_interrupted_run_ends_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    with pikepdf.open(SAMPLES / "granvik-tekniska-namnden-verksamhetsplan-2026.pdf") as pdf:
        endless_page(pdf, 1)
        pdf.save(tmp_path / "long.pdf")
    command = [
        *COMMAND,
        "run",
        str(QUICK),
        str(tmp_path / "long.pdf"),
        "--output",
        str(tmp_path / "out"),
        "--workers=1",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr is not None
        child.stderr.readline()
        child.send_signal(signal.SIGINT)
        said = child.stderr.read()  # to its end, which comes when no process holds it open any more
    assert child.returncode == 130
    assert said.strip().startswith("kommuntal: interrupted")
    assert not (tmp_path / "out" / "documents.parquet").exists()


def test_files_that_are_left_out_are_said(tmp_path: Path) -> None:
    sample = QUICK.read_bytes()
    (tmp_path / "a.pdf").write_bytes(sample)
    (tmp_path / "b.pdf").write_bytes(sample)
    (tmp_path / "gone.pdf").symlink_to("nowhere")
    (tmp_path / os.fsdecode(b"\xff\x1b.pdf")).write_bytes(b"")
    summary = run([tmp_path], Settings(output=tmp_path / "out"))
    assert summary.doubles == (("b.pdf", "a.pdf"),)
    unread = {one.file_name: one.reason or "" for one in summary.unread}
    assert set(unread) == {"gone.pdf", "??.pdf"}
    assert "the file is not there" in unread["gone.pdf"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root lists every folder")
def test_a_folder_that_cannot_be_listed_is_not_left_out_in_silence(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    with pytest.raises(UsageError, match="closed: cannot be listed"):
        collect([tmp_path])


def test_of_a_document_that_was_taken_down_only_a_row_is_published(tmp_path: Path) -> None:
    sample = SAMPLES / "granvik-tekniska-namnden-verksamhetsplan-2026.pdf"
    run([sample], Settings(output=tmp_path))
    (before,) = pd.read_parquet(tmp_path / "documents.parquet").document_id
    summary = run([sample], Settings(output=tmp_path, withheld=frozenset({before})))
    (document,) = pd.read_parquet(tmp_path / "documents.parquet").itertuples()
    assert (document.document_id, document.status) == (before, "skipped")
    assert "taken down" in str(document.status_reason)
    assert {name for name, n in summary.rows.items() if n} == {"documents", "runs"}
