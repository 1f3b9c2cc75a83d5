"""The reviewers' page: what the last run flagged, looked at, judged, and brought back into the datasets."""
