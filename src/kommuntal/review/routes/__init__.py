"""The addresses of the page, one module a part of it."""
