"""Goals, activities and assignments of a document, each once, with what symbols and words say of them."""

from kommuntal.extract.goals.extract import extract_goals

__all__ = ["extract_goals"]
