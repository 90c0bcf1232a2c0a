"""What units hand in: submissions, their versions and results, and the drafter's pages."""
