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
_LABELS = {  # in the order in which they are told; PostgreSQL keeps none
    "what": "内容",
    "username": "用户",
    "role": "角色",
    "name": "名称",
    "unit": "单位",
    "level": "层级",
    "active": "在用",
    "year": "年度",
    "season": "年度",
    "deadline": "截止日期",
    "open": "接收报送",
    "before": "修改前",
    "after": "修改后",
    "new": "新建",
    "known": "已有",
    "added": "增加",
    "dropped": "移出",
    "taken": "收入",
    "left_out": "未收入",
    "folder": "文件夹",
    "archive": "压缩包",
    "file": "文件",
    "size": "大小（字节）",
    "number": "稿次",
    "hand_in": "同时报送",
    "late": "逾期",
    "title": "事项",
    "titles": "事项",
    "item": "事项编号",
    "items": "事项编号",
    "requirement": "要素代码",
    "machine": "机器判定",
    "machine_status": "机器判定",
    "status": "改判为",
    "outcome": "决定",
    "reason": "理由",
    "note": "意见",
    "due": "整改期限",
    "issuer": "发函单位",
    "by_check": "由检查核销",
    "score": "得分",
    "grade": "结论",
    "code": "代码",
    "error": "错误",
    "format": "格式",
    "count": "数量",
    "asked": "条件",
    "since": "起",
    "until": "止",
    "who": "操作人",
    "action": "操作",
    "rulebook": "规则库",
    "rulebook_version": "规则库版本",
    "rulebook_sha256": "规则库校验值",
    "pipeline": "分析流程",
    "program_version": "程序版本",
    "result_hash": "结果校验值",
    "sha256": "文件校验值",
}
_ORDER = {key: place for place, key in enumerate(_LABELS)}
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
    for key in sorted(detail, key=_place):
        value = detail[key]
        if key == "changes" and isinstance(value, list):
            yield from (_change(change) for change in value)
        elif value not in (None, "", [], {}):
            yield f"{_LABELS.get(key, key)}：{_plain(value, key)}"


def _place(key: str) -> tuple[int, str]:
    return _ORDER.get(key, len(_ORDER)), key


def _change(change: Any) -> str:
    """What was changed, before and after: `[角色, 起草人, 审核人]`."""
    if not isinstance(change, list) or len(change) != 3:
        return _plain(change)
    name, before, after = (_plain(part) for part in change)
    return f"{name}：{before or '（空）'} → {after or '（空）'}"


def _plain(value: Any, key: str = "") -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_plain(part, key) for part in value)
    if isinstance(value, dict):
        return "，".join(f"{_LABELS.get(inner, inner)} {_plain(value[inner], inner)}" for inner in sorted(value, key=_place))
    return "" if value is None else str(_VALUES.get((key, value), value))
