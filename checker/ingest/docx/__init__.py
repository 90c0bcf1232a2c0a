"""Word files: what stands on their pages, and what they carry besides."""

from checker.ingest.docx.ooxml import body_paragraphs, body_tables, row_cells, table_rows, transitional
from checker.ingest.docx.reader import read_docx

__all__ = ["body_paragraphs", "body_tables", "read_docx", "row_cells", "table_rows", "transitional"]
