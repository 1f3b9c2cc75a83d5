"""The command line: thin, every command calls one function of the library.

Exit codes: 0 when every document has a status (even failed ones), 1 when the run itself could not be done, 2 for wrong
usage.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kommuntal import __version__
from kommuntal.errors import KommuntalError, UsageError


class NamedPath(click.Path):
    """A path that is named: the empty text, as an unset variable of a shell leaves it, is not the folder one is in."""

    def __init__(self, **what: bool) -> None:
        super().__init__(path_type=Path, **what)

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        if value == "":
            self.fail("the path is empty", parameter, context)
        return super().convert(value, parameter, context)


CONTEXT = {"help_option_names": ["-h", "--help"], "show_default": True}


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="kommuntal")
def cli() -> None:
    """Turn the PDFs of Swedish municipalities into datasets that can be queried, checked and trusted."""


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=NamedPath())
@click.option("--output", "-o", required=True, type=NamedPath(file_okay=False), help="Where the datasets go.")
@click.option(
    "--cache",
    type=NamedPath(file_okay=False),
    help="Where readings are kept between runs.  [default: inside the output folder]",
)
@click.option("--workers", type=click.IntRange(min=0), default=0, help="Documents read at once; 0 means one a core.")
@click.option(
    "--memory-mb", type=click.IntRange(min=256), default=None, help="Address space of one document's process."
)
@click.option("--cpu-s", type=click.IntRange(min=1), default=None, help="CPU seconds for one document.")
@click.option("--wall-s", type=click.IntRange(min=1), default=None, help="Seconds for one document.")
@click.option("--pages", type=click.IntRange(min=1), default=None, help="Most pages read of one document.")
@click.option(
    "--reviews", help="The reviewers' database.  [default: reviews.sqlite in the output folder, if it is there]"
)
@click.option("--no-ocr", is_flag=True, help="Leave pages without text unread; their documents say so.")
@click.option("--withhold", multiple=True, metavar="DOCUMENT_ID", help="A document taken down: only that is published.")
@click.option("--keep-people", is_flag=True, help="Publish private persons' names and personal numbers too.")
def run(
    paths: tuple[Path, ...],
    output: Path,
    cache: Path | None,
    workers: int,
    reviews: str | None,
    no_ocr: bool,
    withhold: tuple[str, ...],
    keep_people: bool,
    **limits: int | None,
) -> None:
    """Read PATHS (PDF files, or folders that hold them) and publish every dataset in OUTPUT."""
    # Imported here so that --help answers at once.
    from kommuntal.console import report, watching
    from kommuntal.guard import Limits
    from kommuntal.run import Settings
    from kommuntal.run import run as walk

    settings = Settings(
        output=output,
        cache=cache,
        workers=workers,
        ocr=not no_ocr,
        withheld=frozenset(withhold),
        mask_people=not keep_people,
        reviews=reviews,
        limits=Limits(**{name: value for name, value in limits.items() if value is not None}),
    )
    with watching() as watch:
        summary = walk(paths, settings, watch)
    report(summary, output)


@cli.command()
@click.option(
    "--config",
    required=True,
    type=NamedPath(dir_okay=False),
    help="The TOML file of sources and settings.",
)
def nightly(config: Path) -> None:
    """Run the nightly flow here and now: acquire, read, reconcile, publish. No server has to be started."""
    from flows.nightly import run_here

    from kommuntal.acquire import load_sources
    from kommuntal.console import report

    report(run_here(config), load_sources(config).output)


@cli.command()
@click.argument("pdf", type=NamedPath(dir_okay=False))
@click.option("--page", "-p", type=click.IntRange(min=1), default=1, help="Page of the PDF, counted from 1.")
@click.option(
    "--to",
    "target",
    type=NamedPath(),
    help="The PNG to write.  [default: PDF-pN.png here]",
)
def show(pdf: Path, page: int, target: Path | None) -> None:
    """Draw what was recognised on one page of PDF over it, as a PNG."""
    from kommuntal.show import show_page

    target = target or Path(f"{pdf.stem}-p{page}.png")
    if lacking := show_page(pdf, page, target):
        click.echo(f"kommuntal: {pdf.name} was not read whole, the picture shows what there is: {lacking}", err=True)
    click.echo(target)


@cli.command()
@click.option("--output", "-o", required=True, type=NamedPath(file_okay=False), help="Where a run published.")
@click.option("--host", default="127.0.0.1", help="Address to listen on; others than this machine need a login.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Port to listen on.")
@click.option("--reviews", help="Database of the verdicts, as a URL.  [default: reviews.sqlite in the output folder]")
@click.option("--archive", type=NamedPath(file_okay=False), help="A further folder to look for PDFs in.")
@click.option(
    "--users", type=NamedPath(dir_okay=False), help="File of reviewers, made by review-user: asks for a login."
)
@click.option("--user-header", help="Header in which a reverse proxy says who has logged in.")
@click.option("--proxy", "proxies", multiple=True, help="Address of that proxy.  [default: this machine]")
def review(proxies: tuple[str, ...], **named: Any) -> None:
    """Serve the reviewers' page over what was published last in OUTPUT."""
    from kommuntal.review.serve import serve
    from kommuntal.review.settings import LOOPBACK, Settings

    settings = Settings(proxies=proxies or LOOPBACK, **named)
    serve(settings, lambda address: click.echo(f"{address} shows what {settings.output} holds; Ctrl-C ends it"))


@cli.command()
@click.argument("name")
@click.option("--users", required=True, type=NamedPath(dir_okay=False), help="File of reviewers; made when missing.")
@click.option("--remove", is_flag=True, help="Take the reviewer out instead.")
def review_user(name: str, users: Path, remove: bool) -> None:
    """Add the reviewer NAME to the file USERS, or give them a new password, which is asked for."""
    from kommuntal.review.users import Users

    if remove:
        Users(users).remove(name)
    else:
        Users(users).set(name, click.prompt("Password", hide_input=True, confirmation_prompt=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    try:
        code = cli.main(arguments, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = _say("interrupted; the last published output stands and what was read is kept for the next run", 130)
    except UsageError as error:
        code = _say(str(error), 2)
    except KommuntalError as error:
        code = _say(str(error), 1)
    sys.exit(code or 0)


def _say(message: str, code: int) -> int:
    click.echo(f"kommuntal: {message}", err=True)
    return code
