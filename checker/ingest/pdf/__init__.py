"""PDF (ISO 32000): one entry, `read_pdf`."""

from checker.ingest.pdf.reader import read_pdf

__all__ = ["read_pdf"]
