"""The page served: what the command line refuses before it listens."""

import socket
from pathlib import Path

import pytest

from kommuntal.cli import main
from kommuntal.errors import RunError
from kommuntal.review.serve import serve
from kommuntal.review.settings import Settings


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(RunError, match=f"port {port}.*--port"):
            serve(Settings(output=tmp_path, port=port), lambda address: None)


def test_listening_to_everybody_without_a_login_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["review", "--output", str(tmp_path), "--host", "0.0.0.0"])
    assert ended.value.code == 2
    assert "--users" in capsys.readouterr().err


def test_a_reviewer_who_is_not_there_cannot_be_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["review-user", "Anna", "--users", str(tmp_path / "reviewers"), "--remove"])
    assert ended.value.code == 2
    assert "no reviewer 'Anna'" in capsys.readouterr().err
