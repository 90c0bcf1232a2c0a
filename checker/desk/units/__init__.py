"""The county's units, and a year's roster with its deadlines."""
