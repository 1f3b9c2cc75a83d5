"""Blocks of a page to records: one module a kind of record, each `(layout, context) -> Records`."""
