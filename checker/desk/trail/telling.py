"""The log in words that people read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.desk.accounts.models import Role
from checker.desk.trail.log import Action
from checker.desk.trail.models import Entry
from checker.judging.checklist import Grade
from checker.output.labels import LABELS
from checker.rulebook.schema import Level, Status

NOBODY = "（系统）"
_ACTIONS = dict(Action.choices)
_LABELS = {
    "action": "操作",
    "active": "在用",
    "added": "增加",
    "after": "修改后",
    "asked": "条件",
    "before": "修改前",
    "by_check": "由检查核销",
    "code": "代码",
    "count": "数量",
    "deadline": "截止日期",
    "dropped": "移出",
    "due": "整改期限",
    "error": "错误",
    "file": "文件",
    "format": "格式",
    "grade": "结论",
    "hand_in": "同时报送",
    "issuer": "发函单位",
    "item": "事项编号",
    "items": "事项编号",
    "known": "已有",
    "late": "逾期",
    "level": "层级",
    "machine": "机器判定",
    "machine_status": "机器判定",
    "name": "名称",
    "new": "新建",
    "note": "意见",
    "number": "稿次",
    "open": "接收报送",
    "outcome": "决定",
    "pipeline": "分析流程",
    "program_version": "程序版本",
    "reason": "理由",
    "requirement": "要素代码",
    "result_hash": "结果校验值",
    "role": "角色",
    "rulebook": "规则库",
    "rulebook_sha256": "规则库校验值",
    "rulebook_version": "规则库版本",
    "score": "得分",
    "season": "年度",
    "sha256": "文件校验值",
    "since": "起",
    "size": "大小（字节）",
    "status": "改判为",
    "title": "事项",
    "titles": "事项",
    "unit": "单位",
    "until": "止",
    "username": "用户",
    "what": "内容",
    "who": "操作人",
    "year": "年度",
}
_WORDS = LABELS["zh"]
_VALUES = {
    **{("role", value): label for value, label in Role.choices},
    **{("level", level.value): _WORDS[level] for level in Level},
    **{("grade", grade.value): _WORDS[grade] for grade in Grade},
    **{(key, status.value): _WORDS[status] for key in ("status", "machine", "machine_status") for status in Status},
    **{("action", value): words for value, words in Action.choices},
}


def action_of(entry: Entry) -> str:
    """What was done, in words."""
    return str(_ACTIONS.get(entry.action, entry.action))


def actor_of(entry: Entry) -> str:
    """Who did it: the name to sign in with, as it was then."""
    return entry.name or NOBODY


def subject_of(entry: Entry) -> str:
    """To what it was done: a unit's report of a year; nothing where it was to none. Wants submission, unit and season loaded."""
    return f"{entry.submission.unit.name} {entry.submission.season}" if entry.submission is not None else ""


def detail_of(entry: Entry) -> str:
    """What else is kept of it: `用户：王明；角色：起草人 → 审核人`."""
    return "；".join(_told(entry.detail)) if isinstance(entry.detail, dict) else str(entry.detail)


def _told(detail: dict[str, Any]) -> Iterator[str]:
    for key, value in detail.items():
        if key == "changes" and isinstance(value, dict):
            yield from (f"{name}：{_change(change)}" for name, change in value.items())
        elif value not in (None, "", [], {}):
            yield f"{_LABELS.get(key, key)}：{_plain(value, key)}"


def _change(change: Any) -> str:
    return " → ".join(_plain(part) or "（空）" for part in change) if isinstance(change, list) else _plain(change)


def _plain(value: Any, key: str = "") -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_plain(part, key) for part in value)
    if isinstance(value, dict):
        return "，".join(f"{_LABELS.get(inner, inner)} {_plain(part, inner)}" for inner, part in value.items())
    return "" if value is None else str(_VALUES.get((key, value), value))
