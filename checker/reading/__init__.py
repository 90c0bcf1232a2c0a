"""Understanding a document: chapters, sentences and their time, quantities, terms."""

from checker.reading import quick_spacy  # noqa: F401  (before all that imports spaCy)
from checker.reading.model import Reading, Time
from checker.reading.understand import Reader

__all__ = ["Reader", "Reading", "Time"]
