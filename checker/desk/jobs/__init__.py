"""Work that takes longer than a page may: a queue in the database, and the processes that work it off."""
