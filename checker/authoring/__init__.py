"""What rule authors work with: schemas for their editor, remarks on their terms, differences, traces of verdicts."""
