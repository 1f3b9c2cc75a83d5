"""kommuntal: Swedish municipal PDFs to datasets that can be queried, checked and trusted."""

__version__ = "0.1.0"
