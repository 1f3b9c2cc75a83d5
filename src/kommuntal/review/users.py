"""Reviewers and their password hashes: one line each, `name:argon2 hash`, in a file that only its owner may read."""

import os
from hashlib import sha256
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kommuntal.errors import UsageError

HASHER = PasswordHasher()
# Checked for names that are not there, so that the time taken does not tell which names are.
NOBODY = HASHER.hash("")


class Users:
    """The reviewers of one file, which is read anew each time: who is taken out of it is out at once."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._read()

    def names(self) -> list[str]:
        return list(self._read())

    def set(self, name: str, password: str) -> None:
        """Add a reviewer, or give one a new password. Raises UsageError for a name that a line cannot hold."""
        if not name or ":" in name or not name.isprintable() or name != name.strip():
            raise UsageError(f"{name!r} cannot be a reviewer's name: use letters, digits and spaces, no colon")
        self._write(self._read() | {name: HASHER.hash(password)})

    def remove(self, name: str) -> None:
        """Take a reviewer out; verdicts stay. Raises UsageError for a name that is not there."""
        users = self._read()
        if name not in users:
            raise UsageError(f"{self.file} holds no reviewer {name!r}; it holds {', '.join(users) or 'none'}")
        del users[name]
        self._write(users)

    def proof(self, name: str, password: str) -> str | None:
        """Return what shows later that `name` logged in with the password as it is now; None where it is wrong."""
        hashed = self._read().get(name)
        try:
            HASHER.verify(hashed or NOBODY, password)
        except (VerificationError, InvalidHashError):
            return None
        return _proof(hashed) if hashed else None

    def still(self, name: str, proof: str) -> bool:
        """Say whether that login stands: the reviewer is still there, with the same password."""
        hashed = self._read().get(name)
        return hashed is not None and _proof(hashed) == proof

    def _write(self, users: dict[str, str]) -> None:
        fresh = self.file.with_name(f"{self.file.name}.new")
        try:
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.writelines(f"{name}:{hashed}\n" for name, hashed in users.items())
            fresh.replace(self.file)
        except OSError as error:
            raise UsageError(f"{self.file}: the file of reviewers cannot be written: {error}") from error

    def _read(self) -> dict[str, str]:
        try:
            lines = self.file.read_text("utf-8").splitlines() if self.file.exists() else []
        except OSError as error:
            raise UsageError(f"{self.file}: the file of reviewers cannot be read: {error}") from error
        return dict(line.split(":", 1) for line in lines if ":" in line)


def _proof(hashed: str) -> str:
    return sha256(hashed.encode()).hexdigest()[:16]
