"""`fazhi serve`: the review desk."""

from __future__ import annotations

import click


@click.command()
def serve() -> None:
    """在浏览器里审核：单位报送、县级审核、退回整改、跟踪销号。"""
