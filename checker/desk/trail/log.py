"""Writing into the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest

from checker.desk.trail.models import Entry

if TYPE_CHECKING:
    from checker.desk.accounts.models import User
    from checker.desk.reports.models import Submission, Version


class Action(models.TextChoices):
    """What is logged, with the words people read."""

    SIGNED_IN = "signed_in", "登录"
    SIGN_IN_FAILED = "sign_in_failed", "登录失败"
    LOCKED_OUT = "locked_out", "登录锁定"
    SIGNED_OUT = "signed_out", "退出"
    PASSWORD_CHANGED = "password_changed", "修改密码"
    PASSWORD_RESET = "password_reset", "重置密码"
    USER_CREATED = "user_created", "新建用户"
    USER_CHANGED = "user_changed", "修改用户"
    UNIT_CREATED = "unit_created", "新建单位"
    UNIT_CHANGED = "unit_changed", "修改单位"
    SEASON_CREATED = "season_created", "新建年度"
    SEASON_CHANGED = "season_changed", "修改年度"
    ROSTER_IMPORTED = "roster_imported", "导入名单"
    AUDIT_LOADED = "audit_loaded", "导入批量检查结果"
    UPLOADED = "uploaded", "上传文稿"
    CHECKED = "checked", "检查完成"
    CHECK_FAILED = "check_failed", "无法检查"
    HANDED_IN = "handed_in", "报送"
    WITHDRAWN = "withdrawn", "撤回报送"
    DOWNLOADED = "downloaded", "下载文稿"
    EXPORTED = "exported", "导出"
    OVERRIDDEN = "overridden", "改判"
    OVERRIDE_WITHDRAWN = "override_withdrawn", "撤销改判"
    ITEM_ADDED = "item_added", "增加整改事项"
    ITEM_CLOSED = "item_closed", "销号"
    ITEM_REOPENED = "item_reopened", "重新打开事项"
    RETURNED = "returned", "退回"
    PASSED = "passed", "通过"
    REOPENED = "reopened", "撤销通过"
    NOTICE_MADE = "notice_made", "出具反馈函"


def record(
    action: Action,
    *,
    request: HttpRequest | None = None,
    user: User | None = None,
    submission: Submission | None = None,
    version: Version | None = None,
    **detail: Any,
) -> Entry:
    """Writes that `action` was done: by the request's user, by `user` (a worker has no request), or by nobody known.

    Call it in the transaction of what it tells, so that neither is there without the other.
    """
    from checker.desk.trail.address import address_of

    signed_in = getattr(request, "user", None) if request is not None else None
    actor = user if user is not None else signed_in if signed_in is not None and signed_in.is_authenticated else None
    if submission is None and version is not None:
        submission = version.submission
    return Entry.objects.create(
        user=actor,
        name=actor.get_username() if actor is not None else str(detail.pop("name", "")),
        address=address_of(request) if request is not None else None,
        action=action.value,
        submission=submission,
        version=version,
        detail=detail,
    )
