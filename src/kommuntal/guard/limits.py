"""How much a child process may take, and how it ended."""

from typing import Any, Literal

import msgspec

Stop = Literal["memory", "cpu", "wall", "item", "error", "crash"]


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one child process may take. The defaults let a report of 1000 pages through and stop what is broken.

    memory_mb: address space beyond what the interpreter holds at its start. Real reports need 100-300 MB; pdfminer
        has no limit of its own on how far a stream may inflate.
    cpu_s: processor time. A page takes 0.1-0.5 s, so 1000 heavy pages fit.
    wall_s: time by the clock, longer than `cpu_s` because cores are shared.
    page_wall_s: time by the clock for one page (for any generator: from one item to the next). The heaviest real
        pages, maps with 100 000 strokes, take some 10 s.
    pages: pages of one document that are read.
    ocr_s: processor time for the pages of one document that are read from their picture, beyond `cpu_s`. A page takes
        3-5 s, so some 800 pages fit.
    """

    memory_mb: int = 1024
    cpu_s: float = 600
    wall_s: float = 900
    page_wall_s: float = 60
    pages: int = 3000
    ocr_s: float = 3600


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How a guarded call ended. `value` is what the function returned; None when it was stopped.

    stopped: None when it ran to its end; "memory", "cpu", "wall" or "item" for the limit that it ran into ("item":
        `Limits.page_wall_s`), "error" when it raised, "crash" when the process died of something else.
    reason: one English clause for the operator; `error` is the name of the exception class.
    """

    value: Any = None
    stopped: Stop | None = None
    reason: str | None = None
    error: str | None = None
    peak_mb: int = 0  # most memory the child held at once (resident)
    cpu_s: float = 0.0  # processor time it took

    @property
    def ok(self) -> bool:
        return self.stopped is None
