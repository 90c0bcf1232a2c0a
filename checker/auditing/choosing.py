"""Which reports count: of several of one unit for one year the latest, and which unit of the roster each is of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.auditing.roster import Unit
from checker.auditing.summary import Choice, Missing, Namesakes, Problem, Row
from checker.auditing.units import UnitName

Alike = Callable[[Row, Row], bool]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows that count, in the order given, and what there is to say of the others."""

    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]
    namesakes: tuple[Namesakes, ...]


def place_on(roster: Sequence[Unit], rows: Iterable[Row]) -> list[int | None]:
    """For each row the position of its unit on the roster, None where it is on none or might be several.

    Where the roster has a name in two places, the one whose place stands in the row's source is meant.
    """
    names = [UnitName.of(unit.name) for unit in roster]
    by_unit: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        by_unit[name.unit].append(position)
    found: list[int | None] = []
    for row in rows:
        name = UnitName.of(row.unit)
        possible = [position for position in by_unit.get(name.unit, ()) if row.unit and names[position].may_be(name)]
        if len(possible) > 1:
            possible = [position for position in possible if names[position].above and names[position].above in row.source]
        found.append(possible[0] if len(possible) == 1 else None)
    return found


def choose(rows: Sequence[Row], on_roster: Sequence[int | None], alike: Alike) -> Chosen:
    """Of reports of one unit for one year the latest by date, of equal ones the last by name.

    Reports are of one unit where the roster says so, or else where their names agree and they lie in one
    folder or are `alike`: towns of a country share names, and a resubmission may lie in another folder. A report whose unit
    could not be read stands for itself; one whose year could not be read goes with the unit's others.
    """
    kept: dict[int, Row] = {}
    choices: list[Choice] = []
    namesakes: list[Namesakes] = []
    for group in _by_name(rows, on_roster):
        units = _units(group, alike)
        if len(units) > 1:
            namesakes.append(Namesakes(group[0].unit, group[0].year, tuple(row.source for unit in units for row in unit)))
        for unit in units:
            *others, chosen = sorted(unit, key=lambda row: (row.date[:10], row.filed, row.source, row.line))
            kept[chosen.line] = chosen
            if others:
                choices.append(Choice(chosen.unit, chosen.year, chosen.source, chosen.date, tuple((row.source, row.date) for row in others)))
    return Chosen(
        tuple(row for row in rows if row.line in kept),
        tuple(sorted(choices, key=lambda choice: choice.chosen)),
        tuple(sorted(namesakes, key=lambda names: names.sources)),
    )


def not_submitted(roster: Sequence[Unit], on_roster: Iterable[int | None], errors: Sequence[Problem]) -> tuple[Missing, ...]:
    """The units of the roster that none of the reports is of, in the roster's order."""
    there = set(on_roster)
    missing = []
    for position, unit in enumerate(roster):
        if position not in there:
            name = UnitName.of(unit.name).unit
            missing.append(Missing(unit.name, unit.level, unit.contact, tuple(e.source for e in errors if name in e.source)))
    return tuple(missing)


def _by_name(rows: Sequence[Row], on_roster: Sequence[int | None]) -> list[list[Row]]:
    """The rows that may be of one unit and are for one year, by the roster or by name."""
    groups: dict[object, list[Row]] = defaultdict(list)
    places = _known_places(rows)
    for row, position in zip(rows, on_roster, strict=True):
        if position is not None:
            groups[position].append(row)
        elif row.unit:
            name = UnitName.of(row.unit)
            above = [known for known in places[name.unit] if known.endswith(name.above)]
            # 青岩镇 is 云岫县青岩镇 where no other county has one.
            groups[name.unit, above[0] if len(above) == 1 else name.above].append(row)
        else:
            groups[row.line, None].append(row)
    return [year for group in groups.values() for year in _by_year(group)]


def _known_places(rows: Iterable[Row]) -> dict[str, list[str]]:
    """The places above each name, each as long as any report has it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        name = UnitName.of(row.unit)
        found[name.unit].add(name.above)
    return {unit: [a for a in above if not any(a != b and b.endswith(a) for b in above)] for unit, above in found.items()}


def _by_year(rows: Sequence[Row]) -> list[list[Row]]:
    years: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        years[row.year].append(row)
    if len(years) == 2 and None in years:
        return [list(rows)]
    return list(years.values())


def _units(rows: Sequence[Row], alike: Alike) -> list[list[Row]]:
    """Rows of one name: those of one folder together, and folders whose reports are alike."""
    if len(rows) == 1 or rows[0].on_roster:
        return [list(rows)]
    folders: dict[PurePosixPath, list[Row]] = defaultdict(list)
    for row in rows:
        folders[PurePosixPath(row.source).parent].append(row)
    units: list[list[Row]] = []
    for group in folders.values():
        same = next((unit for unit in units if any(alike(a, b) for a in unit for b in group)), None)
        if same is None:
            units.append(list(group))
        else:
            same.extend(group)
    return units
