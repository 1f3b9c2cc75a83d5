"""`python -m kommuntal.schema` prints the page `docs/datasets.md`."""

from kommuntal.schema.markdown import datasets_page

print(datasets_page(), end="")
