"""One PDF to pages of words, drawn paths and images, read in a guarded child process."""

from kommuntal.read.document import read_document
from kommuntal.read.layer import text_layer

__all__ = ["read_document", "text_layer"]
