"""How a column says what it is: the annotation every field of every record carries."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a field means, in both languages, with its unit and its limits.

    Stands in `Annotated[type, Column(...)]`; the Python type says the storage type, and an enum its allowed words.
    """

    sv: str
    en: str
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    key: bool = False
    refers_to: str | None = None  # "dataset.field" that a value must be found in


def col(sv: str, en: str, **more: object) -> Column:
    """Return a `Column`; the two descriptions come first because every field has them."""
    return Column(sv=sv, en=en, **more)  # type: ignore[arg-type]
