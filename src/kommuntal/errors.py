"""What can go wrong, as a tree: catch `KommuntalError` for all of it.

Every message tells the operator what happened, to which document or place, and what to do about it.
"""

from typing import Literal


class KommuntalError(Exception):
    """Root of every error this package raises on purpose."""


class UsageError(KommuntalError):
    """The call makes no sense: a path that is not there, a setting that cannot be. Exit code 2."""


class RunError(KommuntalError):
    """The run as a whole could not be done: nothing was published, the last good output stands. Exit code 1."""


class RowError(RunError):
    """A row breaks the contract of its dataset; the message names dataset, row and field."""


class PublishRefused(RunError):
    """What came in is too little to replace last night's output."""


class FetchError(KommuntalError):
    """One address could not be fetched; the others go on."""


Why = Literal["gone", "changed", "password", "damaged", "page", "large", "heavy"]


class PictureError(KommuntalError):
    """A page cannot be shown as a picture. Exit code 1.

    `why` is what is in the way, in one word for whoever says it in another language: the file is "gone" or "changed",
    opens with a "password" only, is "damaged", has no such "page" or place; the page is too "large", or so "heavy" that
    it broke the limits.
    """

    def __init__(self, why: Why, message: str) -> None:
        super().__init__(message)
        self.why = why
