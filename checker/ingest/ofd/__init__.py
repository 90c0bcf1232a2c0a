"""OFD, the national format of fixed layout (GB/T 33190—2016)."""

from checker.ingest.ofd.reader import read_ofd

__all__ = ["read_ofd"]
