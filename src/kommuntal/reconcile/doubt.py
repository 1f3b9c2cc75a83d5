"""Their fault or ours: a disagreement with a place that was read with low confidence says so, and ranks last."""

from collections.abc import Iterable

from msgspec.structs import replace

from kommuntal.schema import Finding
from kommuntal.schema.enums import Severity

UNSURE = 0.6  # below it the reading is as likely at fault as the document
SV = "Läsningen av det ena stället är osäker; kontrollera den först."
EN = "One of the two places was read with low confidence; check the reading first."


def with_doubts(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, those of unsure readings as notes that say it."""
    return [_doubted(finding) if finding.confidence < UNSURE else finding for finding in findings]


def _doubted(finding: Finding) -> Finding:
    english = f"{finding.message_en} {EN}" if finding.message_en else None
    return replace(finding, severity=Severity.NOTE, message=f"{finding.message} {SV}", message_en=english)
