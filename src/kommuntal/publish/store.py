"""The output folder: whole outputs in folders of their own, and one name that is switched from the last to the next.

    output/.kommuntal/published/6/        the output before
    output/.kommuntal/published/7/        the current one
    output/.kommuntal/current             -> published/7, replaced in one step
    output/goals.parquet                  -> .kommuntal/current/goals.parquet, and so on for every file

Whatever stops a run before the switch leaves the current output as it was; what it left behind is removed by the next.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from filecmp import cmpfiles
from math import inf
from pathlib import Path

from kommuntal.errors import RunError

ADVICE = {
    errno.ENOSPC: "The disk is full: free some space",
    errno.EDQUOT: "The disk quota is used up: free some space",
    errno.EFBIG: "A file may not grow that large here: raise the file size limit (ulimit -f)",
    errno.EROFS: "It is read-only: make it writable or name another --output",
    errno.EACCES: "This user may not write there: change its permissions or name another --output",
    errno.EPERM: "Links or files may not be made there: name an --output on a file system that holds symbolic links",
    errno.ENOTDIR: "A file stands where a folder is needed: name another --output",
    errno.EEXIST: "A file stands where a folder is needed: name another --output",
}


@dataclass(frozen=True)
class Store:
    """An output folder that this process alone writes to, see `opened`. `names` are the files of an output."""

    output: Path
    names: Sequence[str]

    @property
    def home(self) -> Path:
        return self.output / ".kommuntal"

    @property
    def published(self) -> Path:
        return self.home / "published"

    def replace(self, write: Callable[[Path], None]) -> bool:
        """Let `write` fill an empty folder with all of `names`, and make that the current output.

        Returns False, and changes nothing, when every file came out as it is in the current one.
        """
        current = self._current()
        self._sweep(keep={current, _newest(self.published, below=current)})
        number = current + 1
        partial = self.published / f"{number}.{os.getpid()}.partial"
        partial.mkdir()
        try:
            write(partial)
            if current and self._same(partial, self.published / str(current)):
                self._link()
                return False
            with ThreadPoolExecutor(16) as pool:  # a disk writes many at once in the time of one
                list(pool.map(_to_disk, [partial / name for name in self.names]))
            _to_disk(partial)
            partial.rename(self.published / str(number))
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        _to_disk(self.published)
        self._link()
        self._switch(number)
        self._sweep(keep={current, number})
        return True

    def _current(self) -> int:
        """Return the number of the current output, 0 when there is none.

        Whole outputs with none of them current are left by a first run that was ended just before its switch, or by
        somebody who deleted the name: the newest is made current, since nothing that is whole is thrown away.
        """
        current = self.home / "current"
        if not os.path.lexists(current):
            newest = _newest(self.published)
            if newest:
                self._switch(newest)
            return newest
        if current.is_symlink() and (name := current.readlink().name).isdecimal() and current.is_dir():
            return int(name)
        raise RunError(
            f"{current} does not lead to an output (was the folder copied, or part of it deleted?): name another "
            f"--output, or, to begin anew without the reviews and runs kept there, delete {self.home}"
        )

    def _switch(self, number: int) -> None:
        fresh = self.home / "current.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path("published", str(number)))
        fresh.replace(self.home / "current")
        _to_disk(self.home)

    def _same(self, one: Path, other: Path) -> bool:
        equal, _, _ = cmpfiles(one, other, self.names, shallow=False)
        return len(equal) == len(self.names)

    def _link(self) -> None:
        """Make the names of the files. Before the first switch they lead nowhere: it shows all of them at once."""
        for name in self.names:
            link = self.output / name
            if not link.is_symlink():
                link.symlink_to(_target(name))
        for link in self.output.iterdir():
            if link.name not in self.names and link.is_symlink() and link.readlink() == _target(link.name):
                link.unlink()
        _to_disk(self.output)

    def _sweep(self, keep: set[int]) -> None:
        kept = {str(number) for number in keep}
        for folder in self.published.iterdir():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def opened(output: Path, names: Sequence[str]) -> Iterator[Store]:
    """Yield the store of `output`, made when missing, with its lock held; nobody waits for it.

    Raises RunError with what to do when another process publishes there, when a file stands in the way that kommuntal
    did not put there, and for every OSError until the block ends.
    """
    store = Store(output, names)
    try:
        store.published.mkdir(parents=True, exist_ok=True)
        with (store.home / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RunError(
                    f"another run is publishing to {output}: wait until it is done, or name another --output"
                ) from error
            _refuse_strangers(store)
            yield store
    except OSError as error:
        raise RunError(
            f"could not write the datasets to {output}: {error}. {_advice(error)}, and run again. "
            "The last output, if there is one, stands as it was"
        ) from error


def current_folder(output: Path) -> Path | None:
    """Return the folder of the current output, None when nothing has been published to `output`."""
    folder = output / ".kommuntal" / "current"
    return folder.resolve() if folder.is_dir() else None


def _refuse_strangers(store: Store) -> None:
    strangers = [
        name
        for name in store.names
        if os.path.lexists(store.output / name)
        and not ((store.output / name).is_symlink() and (store.output / name).readlink() == _target(name))
    ]
    if strangers:
        more = f" and {len(strangers) - 3} more" if len(strangers) > 3 else ""
        raise RunError(
            f"{store.output} holds {', '.join(strangers[:3])}{more}, which kommuntal did not link there (a copy of an "
            "output?): move such files away, or name another --output"
        )


def _target(name: str) -> Path:
    return Path(".kommuntal", "current", name)


def _newest(published: Path, below: float = inf) -> int:
    return max((int(f.name) for f in published.iterdir() if f.name.isdecimal() and int(f.name) < below), default=0)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _advice(error: OSError) -> str:
    for number, advice in ADVICE.items():  # DuckDB says the reason in words only
        if error.errno == number or os.strerror(number) in str(error):
            return advice
    return "Remove the cause"
