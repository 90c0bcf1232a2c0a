"""What a password must be, beside Django's own rules."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Django's rule of length, in Chinese."""

    def get_error_message(self) -> str:
        """What is wrong with a short one."""
        return f"密码太短，至少 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        """What is asked for."""
        return f"至少 {self.min_length} 个字符。"
