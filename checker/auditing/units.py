"""Which names are of one unit: 云岫县青岩镇人民政府 and 青岩镇 are; the 城关镇 of two counties are not."""

from __future__ import annotations

import re
from dataclasses import dataclass

_AFTER = re.compile(r"[（(].*$")
_TAIL = re.compile(r"(?:人民政府办公室|人民政府|(?<=街道)办事处|办事处|管理委员会|管委会)$")
# A province, city or county before a name that is whole without it.
_HEAD = re.compile(r"^(?:.县|.{2,12}?(?:省|自治区|市|州|盟|县|区|旗))(?=.{2,}(?:镇|乡|街道|苏木|局|委员会|委|办公室|办|中心|队|县|区|市|旗)$)")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit's name in two parts: the unit itself, and the places above it as far as they were given (云岫县)."""

    unit: str
    above: str = ""

    @classmethod
    def of(cls, name: str) -> UnitName:
        """The parts of a name as it is written in a report or a list."""
        whole = _AFTER.sub("", "".join(name.split()))
        unit = _TAIL.sub("", whole) or whole
        above = ""
        while head := _HEAD.match(unit):
            above += head[0]
            unit = unit[head.end() :]
        return cls(unit, above)

    def may_be(self, other: UnitName) -> bool:
        """Whether both may be one unit: the same name, and no two different places above it."""
        return self.unit == other.unit and (self.above.endswith(other.above) or other.above.endswith(self.above))
