"""How the columns of an audit's sheets look, beyond those of all workbooks."""

from __future__ import annotations

from collections.abc import Mapping

from checker.output.xlsx.columns import COLUMNS, Column, Look
from checker.rulebook.schema import Level

AUDIT_COLUMNS: Mapping[str, Column] = {
    **COLUMNS,
    **dict.fromkeys(Level, Column(11, Look.SHARE)),
    "rank": Column(5, Look.CENTRE),
    "score_column": Column(8, Look.SCORE),
    "change_column": Column(7, Look.CHANGE),
    "review_column": Column(6, Look.CENTRE),
    "publication_column": Column(6, Look.CENTRE),
    "date_column": Column(11, Look.CENTRE),
    "page_link": Column(6, Look.LINK),
    "roster_column": Column(7, Look.CENTRE),
    "contact": Column(22),
    "unreadable": Column(34),
    "urged": Column(22, fill_in=True),
    "urged_on": Column(12, Look.DATE, fill_in=True),
    "situation": Column(26),
    "chosen": Column(34),
    "passed_over": Column(40),
    "checked_by_hand": Column(16, fill_in=True),
    "error_code": Column(18, Look.CODE),
    "error_message": Column(60),
    "share_column": Column(9, Look.SHARE),
    "sentences": Column(7, Look.CENTRE),
    "first_unit": Column(20),
    "second_unit": Column(20),
    "first_file": Column(28),
    "second_file": Column(28),
    "side_by_side": Column(7, Look.LINK),
    "old_score": Column(8, Look.SCORE),
    "new_score": Column(8, Look.SCORE),
    "old_grade": Column(13, Look.CENTRE),
    "analysis": Column(40, fill_in=True),
    "closed_items": Column(42),
    "broken_items": Column(42),
    "presence": Column(9, Look.SHARE),
    "old_presence": Column(9, Look.SHARE),
    "presence_change": Column(9, Look.CHANGE_OF_SHARE),
    "units_column": Column(8, Look.CENTRE),
    "not_judged_count": Column(9, Look.CENTRE),
    "weak_rank": Column(8, Look.CENTRE),
    "finding_kind": Column(26),
    "times_column": Column(7, Look.CENTRE),
    "which_units": Column(70),
    "gained_units": Column(10, Look.CENTRE),
    "lost_units": Column(10, Look.CENTRE),
    "concerns_of_units": Column(60),
}
