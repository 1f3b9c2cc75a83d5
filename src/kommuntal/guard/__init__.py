"""Work on files from the open web happens in a child process that cannot take more than its limits.

    outcome = guarded(function, "argument", limits=Limits(memory_mb=500))
    outcome.value if outcome.ok else outcome.reason

The child is forked from a small helper process that has one thread and has already imported the function's module
(see `nursery`), so that it starts within some 10 ms whatever program calls, and from whatever thread. It ends with the
call: also when the caller is interrupted or dies. Linux only: it builds on fork, resource limits and pidfd.
"""

from kommuntal.guard.guarded import Abandoned, guarded, wanted
from kommuntal.guard.limits import Limits, Outcome, Stop
from kommuntal.guard.nursery import is_memory_error

__all__ = ["Abandoned", "Limits", "Outcome", "Stop", "guarded", "is_memory_error", "wanted"]
