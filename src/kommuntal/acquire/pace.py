"""When a host may be asked again: never sooner than its delay, and not at all tonight once it has had enough."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from kommuntal.errors import FetchError

PATIENCE = 120.0  # seconds; a host that wants to be left alone for longer is left alone for the rest of the night
LOST = 3  # addresses in a row that were given up; then the host is taken to be down and its others are not tried


@dataclass(frozen=True)
class Clock:
    """Where time comes from: `monotonic` in seconds, `now` in UTC; `sleep` None sleeps until the run is stopped."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


class Pace:
    """The turns of all hosts in one night. Safe to use from several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._lost: Counter[str] = Counter()
        self._aside: dict[str, str] = {}
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End the night: whoever sleeps wakes up, and nothing is fetched any more."""
        self._stopped.set()

    def check(self) -> None:
        """Raise FetchError when the night was ended."""
        if self._stopped.is_set():
            raise FetchError("not fetched: the run was stopped")

    def sleep(self, seconds: float) -> None:
        """Sleep; FetchError when the night is ended meanwhile."""
        (self._clock.sleep or self._stopped.wait)(seconds)
        self.check()

    def wait(self, host: str, delay: float) -> None:
        """Wait for the host's next turn, and reserve `delay` seconds after it. FetchError when it is left alone."""
        with self._lock:
            if host in self._aside:
                raise FetchError(f"not tried: {host} is left alone tonight because it {self._aside[host]}")
            now = self._clock.monotonic()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + delay
        if turn > now:
            self.sleep(turn - now)
        self.check()

    def leave_alone(self, host: str, because: str) -> None:
        """Ask the host for nothing more tonight."""
        with self._lock:
            self._aside.setdefault(host, because)

    def answered(self, host: str) -> None:
        """Note that the host works."""
        with self._lock:
            self._lost[host] = 0

    def gave_up(self, host: str) -> None:
        """Note that an address was given up because the host did not answer as it should."""
        with self._lock:
            self._lost[host] += 1
            if self._lost[host] >= LOST:
                self._aside.setdefault(host, f"failed for {LOST} addresses in a row")
