"""Two results of one unit side by side: what was mended between drafts, what was carried over between years."""
