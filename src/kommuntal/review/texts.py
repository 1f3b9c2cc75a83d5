"""All words that the page shows, in Swedish and English: data in `texts/*.toml`, one file a part of the page.

    say = Texts("sv")
    say("queue.title"), say("queue.findings", n=3)

The file's stem is the first half of a key. A text that counts (`n`) may have a form for one: `sv_one`, `en_one`.
"""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = {"sv": "Svenska", "en": "English"}


class Texts:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of `key` with `{name}` filled in. Raises KeyError for a text that is not there."""
        forms = _texts()[key]
        one = forms.get(f"{self.language}_one") if values.get("n") == 1 else None
        return (one or forms[self.language]).format(**values)

    def of(self, prefix: str, word: object) -> str:
        """Return the text of a word of the datasets (words.kind_sum for `of("kind", "sum")`), others as they are."""
        forms = _texts().get(f"words.{prefix}_{word}")
        return forms[self.language] if forms else str(word)


@cache
def _texts() -> dict[str, dict[str, str]]:
    folder = files("kommuntal.review").joinpath("texts")
    return {
        f"{file.name.removesuffix('.toml')}.{key}": forms
        for file in folder.iterdir()
        if file.name.endswith(".toml")
        for key, forms in tomllib.loads(file.read_text("utf-8")).items()
    }


def keys() -> list[str]:
    """Return every key, sorted."""
    return sorted(_texts())


def forms(key: str) -> dict[str, str]:
    """Return the forms of one text: `sv`, `en` and, where it counts, `sv_one`, `en_one`."""
    return _texts()[key]
