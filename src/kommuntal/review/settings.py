"""What the reviewers' page needs to know before it starts."""

from pathlib import Path

import msgspec

from kommuntal.errors import UsageError

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the published output, the verdicts and the PDFs lie, where to listen, and who may come in."""

    output: Path
    reviews: str | None = None  # SQLAlchemy URL of the verdicts; None: reviews.sqlite in the output folder
    archive: Path | None = None  # a further place to look for PDFs
    host: str = "127.0.0.1"
    port: int = 8000
    users: Path | None = None  # names and password hashes, see `kommuntal review-user`
    user_header: str | None = None  # header in which a reverse proxy names who has logged in
    proxies: tuple[str, ...] = LOOPBACK  # whose word in that header is taken

    def __post_init__(self) -> None:
        if self.host not in LOOPBACK and not self.login:
            raise UsageError(
                f"whoever reaches {self.host} could give verdicts: name a file of reviewers with --users (made by "
                "kommuntal review-user), or the header of a reverse proxy that logs them in with --user-header"
            )

    @property
    def login(self) -> bool:
        """Whether reviewers must say who they are before they see anything."""
        return self.users is not None or self.user_header is not None

    @property
    def reviews_url(self) -> str:
        return self.reviews or f"sqlite:///{(self.output / 'reviews.sqlite').resolve()}"
