"""The log in words that people read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.desk.accounts.models import Role
from checker.desk.trail.log import Action
from checker.desk.trail.models import Entry

NOBODY = "（系统）"
_ACTIONS = dict(Action.choices)
_LABELS = {
    "username": "用户",
    "what": "内容",
    "asked": "条件",
    "since": "起",
    "until": "止",
    "who": "操作人",
    "action": "操作",
    "role": "角色",
    "unit": "单位",
    "name": "名称",
    "file": "文件",
    "sha256": "文件校验值",
    "size": "大小（字节）",
    "number": "稿次",
    "score": "得分",
    "grade": "等次",
    "requirement": "要素",
    "status": "改判为",
    "machine_status": "机器判定",
    "reason": "理由",
    "title": "事项",
    "item": "事项",
    "items": "事项",
    "note": "意见",
    "due": "整改期限",
    "late": "逾期",
    "year": "年度",
    "season": "年度",
    "deadline": "截止日期",
    "format": "格式",
    "rows": "条数",
    "count": "数量",
    "error": "错误",
    "code": "代码",
    "rulebook": "规则库",
    "rulebook_version": "规则库版本",
    "rulebook_sha256": "规则库校验值",
    "result_hash": "结果校验值",
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
            yield from (f"{label}：{_change(change)}" for label, change in value.items())
        elif key == "role" and value in Role.values:
            yield f"{_LABELS[key]}：{Role(value).label}"
        elif value not in (None, "", [], {}):
            yield f"{_LABELS.get(key, key)}：{_plain(value)}"


def _change(change: Any) -> str:
    return " → ".join(_plain(part) or "（空）" for part in change) if isinstance(change, list) else _plain(change)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(_plain, value))
    if isinstance(value, dict):
        return "，".join(f"{_LABELS.get(key, key)} {_plain(part)}" for key, part in value.items())
    return "" if value is None else str(value)
