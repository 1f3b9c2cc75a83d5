"""What can go wrong, as a tree: catch `KommuntalError` for all of it.

Every message tells the operator what happened, to which document or place, and what to do about it.
"""


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
