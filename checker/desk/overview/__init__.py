"""The county as a whole: matrix, charts, exports."""
