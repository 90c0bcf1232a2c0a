"""Sentences that the program writes, in Chinese and in English at once."""

from __future__ import annotations

from collections.abc import Iterable


class Wording(str):
    """A sentence in Chinese that knows its English: a `str` wherever Chinese is wanted.

    So both wordings are written where the thing itself is decided, and whoever shows it chooses.
    """

    __slots__ = ("english",)
    english: str

    def __new__(cls, chinese: str, english: str) -> Wording:
        """The wording; `english` may be empty where there is none."""
        self = super().__new__(cls, chinese)
        self.english = english
        return self

    def __reduce__(self) -> tuple[type[Wording], tuple[str, str]]:  # for pickle and copy
        return Wording, (str(self), self.english)


def joined(texts: Iterable[str], chinese: str, english: str) -> Wording:
    """Texts in a row, with what stands between them in each language."""
    each = list(texts)
    return Wording(chinese.join(each), english.join(say(text, "en") for text in each))


def say(text: str, lang: str) -> str:
    """`text` in a language (`zh`, `en`), as a plain string; Chinese where it has no English."""
    return (text.english if lang == "en" and isinstance(text, Wording) else "") or str(text)
