"""Columns of the desk's tables that Django has not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _TextField = models.TextField[Any, Any]
else:
    _TextField = models.TextField  # knows of no types at run time


class JSONText(_TextField):
    """A value kept as the very text of its JSON, to be read whole and never searched.

    Django's own field is `jsonb` on PostgreSQL, which sorts the keys of mappings (the requirements of a record stand in
    the rulebook's order) and refuses the character U+0000.
    """

    def from_db_value(self, value: str | None, *_: object) -> Any:
        """What the text in the database says."""
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """The value itself, also where a fixture gives its text."""
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """The text for the database. Half characters (lone surrogates) stay escaped, so that any database takes it."""
        return None if value is None else json.dumps(value, ensure_ascii=True, separators=(",", ":"))

    def value_to_string(self, obj: models.Model) -> str:
        """The text for a fixture."""
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)
