"""spaCy's blank Chinese pipeline: the tokeniser alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import spacy


def prepare(_: dict[str, Any]) -> tuple[Callable[[str], str], Callable[[str], int]]:
    tokenizer = spacy.blank("zh").tokenizer
    return str, lambda text: len(tokenizer(text))
