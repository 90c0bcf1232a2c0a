"""`fazhi desk backup FILE.zip`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checker.desk.backup import BackupError, back_up


class Command(BaseCommand):
    """Writes a copy of the desk."""

    help = "把数据库和文件备份成一个 .zip；审核台不用停。恢复时解压到一个空文件夹，用 --data 指向它。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file to write."""
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes it, and says how much it holds."""
        target: Path = options["file"].absolute()
        try:
            count = back_up(target)
        except BackupError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{target}：写不了（{error.strerror}）") from None
        self.stdout.write(f"已备份到 {target}：{count} 个文件，{target.stat().st_size / 1e6:.1f} MB")
