"""A worker whose recognition takes no time: it reads the same lines on every page. Where the environment has `MISSING`, it is not installed."""

from __future__ import annotations

import os
import sys
from typing import Any

from checker.ingest import ocr, worker
from checker.ingest.layout import Page, Piece

LINES = (
    "青砚镇2025年法治政府建设年度报告",
    "一、主要举措和成效",
    "镇党委、政府召开专题会议3次，研究法治政府建设工作。",
    "二、存在的主要问题",
    "执法人员业务能力有待提高，执法文书制作不够规范。",
)
MISSING = "RECOGNITION_IS_MISSING"  # a variable of the environment that takes it away


def recognise(image: Any, number: int) -> Page:
    return Page(number, 1654, 2339, [Piece(line, 220, 300 + 80 * at, 220 + 44 * len(line), 344 + 80 * at, 44) for at, line in enumerate(LINES)])


if __name__ == "__main__":
    ocr.available = lambda: MISSING not in os.environ
    ocr._engine = lambda: None
    ocr.recognise = recognise
    worker.main(int(sys.argv[1]), float(sys.argv[2]))
