"""What reviewers do with a submission: override, add, decide, send back, track."""
