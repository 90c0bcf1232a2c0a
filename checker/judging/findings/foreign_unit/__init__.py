"""`foreign_unit`: another unit stands where the reporting unit should (annotation guide, section 3).

`kinds`: the unit calls itself by another kind (我乡 in a town's report).
`named`: another unit's full name stands as the subject, or signs.
Slips of one kind in one paragraph are one finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.foreign_unit.kinds import slips as kinds_slips
from checker.judging.findings.foreign_unit.named import slips as named_slips
from checker.judging.findings.foreign_unit.own import Slip, own_unit
from checker.judging.findings.places import make
from checker.judging.stretches import LONGEST_QUOTE
from checker.wording import Wording


def find(context: Context) -> Iterator[Finding]:
    """A finding for each paragraph in which another unit stands for this one."""
    own = own_unit(context)
    if own is None:
        return
    reading = context.reading
    by_block: dict[int, list[Slip]] = {}
    for slip in sorted((*kinds_slips(context, own), *named_slips(context, own)), key=lambda s: s.start):
        by_block.setdefault(reading.block_at(slip.start), []).append(slip)
    for slips in by_block.values():
        first, last = slips[0], slips[-1]
        begin, _ = context.stretches.clause(first.start)
        _, end = context.stretches.clause(first.start, first.end)
        _, far = context.stretches.clause(last.start, last.end)
        each = list(dict.fromkeys(s.message for s in slips))
        message = Wording("；".join(each), "; ".join(m.english for m in each))
        yield make(context, "foreign_unit", message, begin, far if far - begin <= LONGEST_QUOTE else end)
