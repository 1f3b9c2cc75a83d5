"""Records to links and findings: one module a kind of check, each `(records) -> Records`."""
