"""The append-only log: who did what, when, from which address."""
