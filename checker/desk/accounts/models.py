"""Users and their roles."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Role(models.TextChoices):
    """What a user is there for."""

    DRAFTER = "drafter", "起草人"  # of one unit
    REVIEWER = "reviewer", "审核人"  # of the county
    ADMINISTRATOR = "administrator", "管理员"


class User(AbstractUser):
    """A person who signs in. A drafter has a unit; an administrator may do all that a reviewer may.

    `must_change_password` says that the password is a one-time one, which opens the desk until `one_time_until`.
    """

    role = models.CharField("角色", max_length=20, choices=Role.choices, default=Role.DRAFTER)
    unit = models.ForeignKey("units.Unit", verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT, related_name="drafters")
    must_change_password = models.BooleanField("须改密码", default=True)

    one_time_until = models.DateTimeField("一次性密码有效期至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "用户"

    @property
    def reviews(self) -> bool:
        """Whether the user may see every unit's reports and decide on them."""
        return self.role in (Role.REVIEWER, Role.ADMINISTRATOR)

    @property
    def administers(self) -> bool:
        """Whether the user may manage users, units and seasons."""
        return self.role == Role.ADMINISTRATOR

    @property
    def shown_name(self) -> str:
        """The name a person goes by, else the name they sign in with."""
        return self.first_name or self.username
