"""What the requirements of a season rest on, gathered while its checklists pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.auditing.pages.labels import AuditWords
from checker.auditing.summary import Summary
from checker.judging.checklist import Checklist
from checker.output.layout import one_line
from checker.output.tables import Row

COLUMNS = ("number", "instrument", "cited", "document_number", "issuer", "date", "concerns_of_units")


class Basis:
    """Gathers what the requirements of all checklists rest on while they pass."""

    def __init__(self, words: AuditWords) -> None:
        self._words = words
        self._concerns: dict[str, dict[str, str]] = {}  # a line of basis -> requirement -> its title
        self._by_length = sorted(words.book.instruments, key=lambda instrument: -len(instrument.title))

    def seen(self, checklist: Checklist) -> Checklist:
        """The checklist, when its basis has been noted."""
        for verdict in checklist.verdicts:
            for line in verdict.basis:
                self._concerns.setdefault(line, {})[verdict.requirement] = verdict.title
        return checklist

    def main(self) -> str:
        """The title of the instrument that most requirements rest on; empty where none is named."""
        concerned: dict[str, set[str]] = {}
        for line, requirements in self._concerns.items():
            concerned.setdefault(self._name(line), set()).update(requirements)
        named = [name for name in concerned if name.startswith("《")]
        return max(named, key=lambda name: (len(concerned[name]), name)) if named else ""

    def rows(self, summary: Summary) -> Iterator[Row]:
        """A row for each instrument that is cited, in the rulebook's order."""
        open_units = {r.id: r.counts.vague + r.counts.missing for r in summary.requirements}
        cited: dict[str, tuple[dict[str, None], dict[str, str]]] = {}
        for line, requirements in self._concerns.items():
            name = self._name(line)
            articles, concerns = cited.setdefault(name, ({}, {}))
            articles[line.removeprefix(name)] = None
            concerns.update(requirements)
        known = {instrument.title: instrument for instrument in self._words.book.instruments}
        order = {title: number for number, title in enumerate(known)}
        for number, name in enumerate(sorted(cited, key=lambda name: (order.get(name, len(order)), name)), start=1):
            articles, concerns = cited[name]
            yield {
                "number": number,
                "instrument": one_line(name),
                "cited": "\n".join(one_line(line) for line in articles if line),
                "document_number": known[name].number if name in known else "",
                "issuer": known[name].issuer if name in known else "",
                "date": known[name].date if name in known else "",
                "concerns_of_units": self._words["separator"].join(self._concern(id, title, open_units) for id, title in concerns.items()),
            }

    def _concern(self, id: str, title: str, open_units: Mapping[str, int]) -> str:
        units = open_units.get(id, 0)
        return self._words["of_units"].format(title=one_line(title), count=units) if units else one_line(title)

    def _name(self, line: str) -> str:
        return next((instrument.title for instrument in self._by_length if line.startswith(instrument.title)), line)
