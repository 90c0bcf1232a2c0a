"""A season's submissions in one run: planned, checked in parallel, kept as they come, summed up."""
