"""No tables of its own: the overview shows what the other apps keep."""
