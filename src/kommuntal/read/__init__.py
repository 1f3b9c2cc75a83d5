"""One PDF to pages of words, drawn paths and images, read in a guarded child process."""

from kommuntal.read.document import read_document

__all__ = ["read_document"]
