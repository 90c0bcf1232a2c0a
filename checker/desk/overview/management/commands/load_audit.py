"""`fazhi desk load_audit FOLDER`: the results of an audit taken into the desk."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checker.auditing.summary import SummaryError
from checker.desk.accounts.models import Role, User
from checker.desk.overview.loading import load_audit


class Command(BaseCommand):
    """Takes in a folder of results."""

    help = "把 fazhi audit 的结果文件夹导入审核台：单位、年度名单和每份报告的检查结果。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder; on whose behalf; the year of reports that do not say theirs."""
        parser.add_argument("folder", type=Path, help="fazhi audit 的结果文件夹")
        parser.add_argument("--user", help="以哪个用户的名义导入（默认第一个管理员）")
        parser.add_argument("--year", type=int, help="报告没有写明年度时算作哪一年度")

    def handle(self, *_: Any, folder: Path, user: str | None, year: int | None, **__: Any) -> None:
        """Loads, and says what came of it."""
        people = User.objects.filter(is_active=True, role__in=(Role.REVIEWER, Role.ADMINISTRATOR))
        by = people.filter(username=user).first() if user else people.filter(role=Role.ADMINISTRATOR).order_by("id").first()
        if by is None:
            raise CommandError(f"没有名为“{user}”的审核人或管理员" if user else "还没有管理员，请先运行 fazhi serve 建立")
        try:
            came = load_audit(folder, by, year=year)
        except (SummaryError, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"导入 {came.taken} 份报告，新增 {came.new_units} 家单位。")
        for line in came.left_out:
            self.stdout.write(f"未导入：{line}")
