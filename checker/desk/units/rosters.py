"""A list of units made into a season's roster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from checker.auditing.roster import MAX_BYTES, RosterError, load_roster
from checker.auditing.roster import Unit as Listed
from checker.auditing.units import UnitName
from checker.desk.reports.models import Submission
from checker.desk.units.models import Season, Unit


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list came to: units that were not known, known ones, and how many of all are new on the season's roster."""

    new: int
    known: int
    added: int


def read_roster(upload: UploadedFile) -> tuple[Listed, ...]:
    """The units of an uploaded list. Raises `RosterError` with the name that the file came with."""
    name = Path(upload.name or "").name or "名单"
    if (upload.size or 0) > MAX_BYTES:
        raise RosterError(f"{name}: 文件过大，上限为 {MAX_BYTES // 1_000_000} MB；请只留名单一张表")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "roster"  # never under a name from outside
        path.write_bytes(b"".join(upload.chunks()))
        try:
            return load_roster(path)
        except RosterError as error:
            raise RosterError(str(error).replace(str(path), name)) from None


@transaction.atomic
def put_on_roster(season: Season, units: Iterable[Listed]) -> Imported:
    """Puts the units on the season's roster, making those that are not known. What is there already stays.

    Level and contact of a known unit are filled in where they were empty, and kept where they were not.
    """
    known = [(UnitName.of(unit.name), unit) for unit in Unit.objects.all()]
    new = added = seen = 0
    for listed in units:
        name = UnitName.of(listed.name)
        unit = next((there for other, there in known if other.may_be(name)), None)
        if unit is None:
            unit = Unit.objects.create(name=listed.name, level=listed.level, contact=listed.contact)
            known.append((name, unit))
            new += 1
        else:
            seen += 1
            unit.level, unit.contact, unit.active = unit.level or listed.level, unit.contact or listed.contact, True
            unit.save()
        added += Submission.objects.get_or_create(season=season, unit=unit)[1]
    return Imported(new, seen, added)
