"""Figures as a table for a terminal, or as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from tabulate import tabulate

from checker.evaluation.figures import Figures
from checker.rulebook.schema import Rulebook

LEAST_POSITIVES = 5  # below this many labelled positives a requirement is called unmeasured
_NAMES = {
    "status_accuracy": "状态正确率",
    "core_accuracy": "核心要素正确率",
    "macro_f1": "三种状态的平均 F1",
    "kappa": "Cohen's kappa",
    "present_p": "具备 精确率",
    "present_r": "具备 召回率",
    "vague_p": "模糊 精确率",
    "vague_r": "模糊 召回率",
    "missing_p": "缺失 精确率",
    "missing_r": "缺失 召回率",
    "defect_p": "问题项 精确率",
    "defect_r": "问题项 召回率",
    "defect_f1": "问题项 F1",
    "worst_flip": "具备与缺失互错",
    "reason_accuracy": "理由正确率（状态对的）",
    "parts_f1": "组成部分 F1",
    "evidence_hit": "原文定位命中率",
    "finding_p": "一致性问题 精确率",
    "finding_r": "一致性问题 召回率",
    "finding_f1": "一致性问题 F1",
    "review_share": "提示复核的比例",
    "review_holds": "其中包含的错判比例",
}


def write_figures(figures: Figures, book: Rulebook, format: str) -> str:
    """The figures in `format` (`table`, `json`); with every verdict that differs from its label."""
    if format == "json":
        return json.dumps(asdict(figures), ensure_ascii=False, indent=1) + "\n"
    titles = {r.id: r.title for r in book.requirements}
    overall = [(_NAMES.get(name, name), name, f"{value:.3f}") for name, value in figures.values.items()]
    each = [
        (titles.get(key, key), key, f"{right}/{judged}", f"{right / judged:.3f}" if positives >= LEAST_POSITIVES else "标注不足，未衡量")
        for key, (right, judged, positives) in sorted(figures.per_requirement.items(), key=lambda item: (item[1][0] / item[1][1], item[0]))
    ]
    misses = [(m.source, m.requirement, m.expected, m.got, "复核" if m.review else "", m.quote[:30]) for m in figures.misses]
    parts = [
        f"{figures.documents} 份报告，{figures.verdicts} 项判定",
        tabulate(overall, headers=("指标", "代码", "值"), disable_numparse=True),
        tabulate(each, headers=("要求", "编号", "正确", "正确率"), disable_numparse=True),
    ]
    if misses:
        parts.append(tabulate(misses, headers=("报告", "编号", "标注", "判定", "", "原文"), disable_numparse=True))
    return "\n\n".join(parts) + "\n"
