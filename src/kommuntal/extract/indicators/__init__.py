"""Indicators and their values: from tables, from cells such as "mål (utfall)", from lines that set targets."""

from kommuntal.extract.indicators.extract import extract_indicators

__all__ = ["extract_indicators"]
