"""What stands for each finding, kept in memory in step with the reviewers' database."""

from collections.abc import Collection, Mapping
from threading import Lock

from kommuntal.review.evidence import holds
from kommuntal.review.queue import CHANGED, OPEN, Queue
from kommuntal.review.store import Entry, Standing, Store
from kommuntal.schema.enums import ReviewVerdict

CHOICES = tuple(verdict for verdict in ReviewVerdict if verdict is not ReviewVerdict.WITHDRAWN)  # in the keys' order
TO_DO_STATES = (OPEN, CHANGED)


class Verdicts:
    """The status of every finding that was ever judged, for one queue at a time.

    The database says with one number whether anything was added since; only then is it asked for more.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = Lock()
        self._mark: int | None = None
        self._queue: Queue | None = None
        self._status: Mapping[str, str] = {}

    def status(self, queue: Queue) -> Mapping[str, str]:
        """Return OPEN, CHANGED or the verdict by finding; what it does not name is OPEN."""
        with self._lock:
            mark = self.store.mark()
            if mark != self._mark or queue is not self._queue:
                self._status = _status(queue, self.store.current())
                self._mark, self._queue = mark, queue
            return self._status

    def wrote(self, queue: Queue, entries: Collection[Entry]) -> None:
        """Take in what this process itself has just added, so that a verdict does not cost reading all of them."""
        changed = {entry.review.finding_id for entry in entries}
        now = self.store.current(changed)
        with self._lock:
            mark = self.store.mark()
            if self._mark is None or mark != self._mark + len(entries) or queue is not self._queue:
                return  # others wrote too: all is read anew when it is next asked for
            kept = {finding_id: state for finding_id, state in self._status.items() if finding_id not in changed}
            self._status = kept | _status(queue, now)
            self._mark = mark


def status_of(queue: Queue, finding_id: str, standing: Standing | None) -> str:
    """Return where one finding stands."""
    item = queue.get(finding_id)
    if standing is None or standing.review is None or item is None:
        return OPEN
    return str(standing.review.verdict) if holds(standing.review, item.finding) else CHANGED


def _status(queue: Queue, standing: Mapping[str, Standing]) -> dict[str, str]:
    return {finding_id: status_of(queue, finding_id, row) for finding_id, row in standing.items()}
