"""`arithmetic`: figures that contradict each other (annotation guide, section 3).

`rates`: a rate against the two figures it is made of, and a part that is more than its whole.
`sums`: figures listed under 其中, after a colon or before 共计 against the total given.
`tables`: columns and rows against their 合计.
`repeated`: one thing counted twice, differently.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.arithmetic.figures import Figures
from checker.judging.findings.arithmetic.rates import find as rates
from checker.judging.findings.arithmetic.repeated import find as repeated
from checker.judging.findings.arithmetic.sums import find as sums
from checker.judging.findings.arithmetic.tables import find as tables


def find(context: Context) -> Iterator[Finding]:
    """Every contradiction of figures."""
    figures = Figures(context)
    yield from rates(context, figures)
    yield from sums(context, figures)
    yield from tables(context)
    yield from repeated(context, figures)
