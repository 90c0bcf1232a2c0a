"""Who may come in and what they may see: users, roles, signing in, first run."""
