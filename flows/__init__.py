"""Prefect flows: `kommuntal.acquire` and `kommuntal.run`, watched, bounded and retried. No logic of their own.

`nightly` acquires, reads, reconciles and publishes; `backfill` does the same with what the archive holds; `steps` are
their tasks; `report` is what they leave to look at; `here` runs one without a server to start.
"""

import os

# Prefect's client would otherwise report its first uses to its makers. It looks when it is imported, so this is first.
os.environ.setdefault("DO_NOT_TRACK", "1")
