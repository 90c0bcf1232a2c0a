"""Numbers, boxes, matrices and offsets as OFD writes them; lengths are in millimetres, `y` grows downwards."""

from __future__ import annotations

import math
from dataclasses import dataclass

_MOST_NUMBER = 1e6


@dataclass(frozen=True, slots=True)
class Matrix:
    """A transformation of the plane, as CTM writes it: x' = a·x + c·y + e, y' = b·x + d·y + f (GB/T 33190, 8.5)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The point that (x, y) becomes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, other: Matrix) -> Matrix:
        """This transformation and then `other`."""
        a, b = other.a * self.a + other.c * self.b, other.b * self.a + other.d * self.b
        c, d = other.a * self.c + other.c * self.d, other.b * self.c + other.d * self.d
        e, f = other.at(self.e, self.f)
        return Matrix(a, b, c, d, e, f)

    @property
    def along(self) -> float:
        """What a length along `x` is multiplied by."""
        return math.hypot(self.a, self.b)

    @property
    def across(self) -> float:
        """What a length along `y` is multiplied by."""
        return math.hypot(self.c, self.d)


IDENTITY = Matrix()


def number(text: str | None, default: float = 0.0) -> float:
    """A number, `default` where there is none or an absurd one."""
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if abs(value) <= _MOST_NUMBER else default


def numbers(text: str | None) -> list[float]:
    """The numbers of an array (ST_Array); what is none counts as 0."""
    return [number(part) for part in (text or "").split()]


def matrix(text: str | None) -> Matrix:
    """A matrix of six numbers; the identity where there are not six."""
    values = numbers(text)
    return Matrix(*values) if len(values) == 6 else IDENTITY


def box(text: str | None) -> tuple[float, float, float, float] | None:
    """A box (ST_Box) as x, y, width and height; None where it is none."""
    values = numbers(text)
    return (values[0], values[1], values[2], values[3]) if len(values) == 4 and values[2] > 0 and values[3] > 0 else None


def offsets(text: str | None, count: int) -> list[float]:
    """The first `count` offsets of a text (11.3): `g 3 5` stands for 5 5 5."""
    found: list[float] = []
    parts = (text or "").split()
    at = 0
    while at < len(parts) and len(found) < count:
        if parts[at] == "g" and at + 2 < len(parts):
            times = int(number(parts[at + 1]))
            found += [number(parts[at + 2])] * max(0, min(times, count - len(found)))
            at += 3
        else:
            found.append(number(parts[at]))
            at += 1
    return found
