"""Records to links and findings: one module a kind of check, each `(records) -> Records`."""

from kommuntal.reconcile import (
    absence,
    bounds,
    claims,
    contents,
    corrections,
    enumerations,
    facts,
    goals,
    goals_over_time,
    indicators,
    means,
    meetings,
    mentioned_days,
    mentioned_months,
    mentioned_names,
    mentioned_periods,
    names,
    papers,
    periods,
    repeats,
    reports,
    shares,
    sums,
    triples,
    twins,
    units,
    versions,
)
from kommuntal.reconcile.doubt import with_doubts
from kommuntal.reconcile.finding import number_repeats
from kommuntal.reconcile.roots import with_causes
from kommuntal.schema import Records

CHECKS = (
    sums.check,
    shares.check,
    bounds.check,
    means.check,
    absence.check,
    facts.check,
    triples.check,
    reports.check,
    units.check,
    names.check,
    repeats.check,
    periods.check,
    mentioned_periods.check,
    mentioned_days.check,
    mentioned_names.check,
    enumerations.check,
    mentioned_months.check,
    claims.check,
    contents.check,
    goals.check,
    goals_over_time.check,
    indicators.check,
    papers.check,
    meetings.check,
    twins.check,
    versions.check,
    corrections.check,
)


def reconcile(records: Records) -> Records:
    """Return the links, findings and changes that the records of one or many documents come to, and nothing else."""
    out = Records()
    for check in CHECKS:
        out.extend(check(records))
    findings = number_repeats(twins.prefer_digital(out.findings, records))
    out.findings = with_doubts(with_causes(findings))
    return out
