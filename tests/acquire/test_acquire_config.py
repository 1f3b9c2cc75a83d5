"""The TOML file: what it gives, and what is said of mistakes in it."""

from pathlib import Path

import pytest

from kommuntal.acquire import Config, FolderSource, IndexSource, load_sources
from kommuntal.errors import UsageError

GOOD = """\
archive = "archive"
output = "../published"

[fetch]
contact = "data@granvik.example"

[[source]]
kind = "folder"
name = "inbox"
path = "in"
municipality = "Granviks kommun"

[[source]]
kind = "index"
name = "handlingar"
url = "https://www.granvik.example/handlingar"
follow = "/sammantraden/"
"""


def load(folder: Path, text: str) -> Config:
    file = folder / "kommuntal.toml"
    file.write_text(text, encoding="utf-8")
    return load_sources(file)


def test_paths_are_where_the_file_is(tmp_path: Path) -> None:
    config = load(tmp_path, GOOD)
    assert config.archive == tmp_path / "archive"
    assert config.output == tmp_path.parent / "published"
    folder, index = config.source
    assert isinstance(folder, FolderSource)
    assert folder.path == tmp_path / "in"
    assert isinstance(index, IndexSource)
    assert index.follow == "/sammantraden/"


@pytest.mark.parametrize("database", ["judged/reviews.sqlite", "postgresql://kommuntal@db.granvik.example/reviews"])
def test_the_reviewers_database_is_a_file_beside_it_or_an_address(tmp_path: Path, database: str) -> None:
    config = load(tmp_path, f'reviews = "{database}"\n{GOOD}')
    assert config.reviews == (database if "://" in database else str(tmp_path / database))


def test_the_documented_example_is_read_and_names_every_key() -> None:
    file = Path(__file__).resolve().parents[2] / "kommuntal.example.toml"
    config = load_sources(file)
    text = file.read_text(encoding="utf-8")
    for table in (config, config.fetch, config.limits, *config.source):
        for key in table.__struct_fields__:
            assert f"{key} =" in text or f"[{key}]" in text or f"[[{key}]]" in text, key


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('archive = "archive"', "", "archive: is missing; write for example: archive ="),
        ('archive = "archive"', "archive = 3", "line 1, archive: expected a path in quotes, got a whole number"),
        ('archive = "archive"', 'archive = ""', "line 1, archive: expected a path in quotes, got nothing"),
        ('archive = "archive"', 'arcive = "archive"', "line 1, arcive: there is no such key; did you mean archive?"),
        ("contact =", "contract =", "line 5, fetch.contract: there is no such key; did you mean contact?"),
        ("[fetch]", "[fetch]\ndelay_seconds = -1", "line 5, fetch.delay_seconds: expected a number >= 0"),
        (
            "[fetch]",
            '[fetch]\nretries = "3"',
            "line 5, fetch.retries: expected a whole number, got text in quotes; write",
        ),
        ("[fetch]", "[fetch]\nretries = 99", "line 5, fetch.retries: expected a whole number <= 10"),
        (
            "[fetch]",
            '[fetch]\nallowed_private = ["10.0.0.1/8"]',
            "line 5, fetch.allowed_private[1]: 10.0.0.1/8 has host",
        ),
        ("data@granvik.example", "the data team", "line 5, fetch.contact: has to hold a mail address"),
        ("data@granvik.example", "räkna@granvik.example", "line 5, fetch.contact: has to hold a mail address"),
        ('contact = "data@granvik.example"', "", 'fetch.contact: is needed to fetch "handlingar"'),
        ("[fetch]", "[limits]\npagse = 3\n[fetch]", "line 5, limits.pagse: there is no such key; did you mean pages?"),
        ("[fetch]", "[limits]\nmemory_mb = 0\n[fetch]", "line 5, limits.memory_mb: has to be more than 0"),
        ("[fetch]", "least_share = 80\n[fetch]", "line 4, least_share: expected a number <= 1"),
        ('kind = "folder"', 'kind = "ftp"', "line 8, source[1].kind: invalid value 'ftp'; write for example: kind = "),
        ('kind = "folder"\n', "", 'line 7, source[1].kind: is missing; write for example: kind = "folder" or "index"'),
        ('name = "inbox"\n', "", "line 7, source[1].name: is missing"),
        ('name = "inbox"', 'name = "handlingar"', 'source[2].name: "handlingar" is the name of an earlier source'),
        ('name = "inbox"', 'name = "a/b"', "line 9, source[1].name: expected text in quotes matching regex"),
        ('path = "in"', 'path = "."', "line 10, source[1].path: holds the archive or the output"),
        ('path = "in"', 'path = "in"\nurl = "https://x.example"', "line 11, source[1].url: there is no such key"),
        ('path = "in"', 'path = "in"\nglob = "/**"', "line 11, source[1].glob: "),
        ('path = "in"', 'path = "in"\nglob = "../*.pdf"', "line 11, source[1].glob: leads out of the folder"),
        ("https://www", "ftp://www", "source[2].url: has to be an http or https address"),
        ("https://www", "https://me:secret@www", "source[2].url: has to be an http or https address"),
        ('follow = "/', 'follow = "[', "line 17, source[2].follow: is no regular expression"),
        ("follow =", 'include = ["a", "("]\nfollow =', "line 17, source[2].include[2]: is no regular expression"),
        ("follow =", 'select = "a["\nfollow =', "line 17, source[2].select: is no CSS selector"),
        ("follow =", "max_links = 0\nfollow =", "line 17, source[2].max_links: expected a whole number >= 1"),
        ("[fetch]", "[fetch", "not valid TOML"),
    ],
)
def test_mistakes_are_named_with_line_key_and_what_to_write(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(UsageError) as error:
        load(tmp_path, GOOD.replace(old, new, 1))
    assert str(tmp_path / "kommuntal.toml") in str(error.value)
    assert said in str(error.value)


def test_no_source_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="source: is missing"):
        load(tmp_path, 'archive = "a"\noutput = "b"\n')


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_sources(tmp_path / "none.toml")
    (tmp_path / "pdf.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="cannot be read as a UTF-8"):
        load_sources(tmp_path / "pdf.toml")
