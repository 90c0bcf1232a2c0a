"""The review page in a real browser: by keyboard alone, with selected words, and without script."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("django", reason="needs the extra [desk]")

from django.conf import settings
from django.urls import reverse

from checker.desk.review.models import Override
from checker.desk.review.seen import effective_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def open_page(browser: Any, live_server: Any, client: Any, version: Any, **how: Any) -> tuple[Any, list[str]]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, **how)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(live_server.url + reverse("review:version", args=[version.pk]))
    return page, complaints


def test_a_verdict_is_overridden_by_keyboard(browser: Any, live_server: Any, signed_in: Any, handed_in: Any, sample: Any) -> None:
    version = handed_in(sample())
    page, complaints = open_page(browser, live_server, signed_in("reviewer"), version)
    page.keyboard.press("n")
    first = page.evaluate("document.activeElement.closest('.item').id")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.closest('.item').id")
    assert first != second
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('.item').id") == first
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.closest('.text') !== null")
    page.keyboard.press("b")
    quote = page.evaluate(
        "(() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('.text p.paragraph'));"
        " getSelection().removeAllRanges(); getSelection().addRange(range);"
        " const copy = range.cloneContents(); copy.querySelectorAll('.ref').forEach((r) => r.remove()); return copy.textContent.trim(); })()"
    )
    page.keyboard.press("o")
    page.wait_for_selector(".override-form")
    assert page.input_value(".override-form [name=quote]") == quote
    page.check(".override-form [value=not_applicable]")
    page.fill(".override-form [name=reason]", "本乡没有此类事项j")
    with page.expect_navigation():
        page.click(".override-form button.primary")
    made = Override.objects.get()
    assert (made.status, made.reason) == ("not_applicable", "本乡没有此类事项j") and made.start is not None
    assert page.url.endswith(f"#ruling-{first}") and page.is_visible(f"#{first} .ruled")
    page.keyboard.press("?")
    assert page.is_visible("#keys ul")
    page.keyboard.press("d")
    assert page.is_visible("#decide textarea")
    assert complaints == []
    page.context.close()


def test_without_script_everything_can_be_done(browser: Any, live_server: Any, signed_in: Any, handed_in: Any, sample: Any) -> None:
    version = handed_in(sample())
    page, _ = open_page(browser, live_server, signed_in("reviewer"), version, java_script_enabled=False)
    page.click(".item[open] a.override >> nth=0")
    page.check("[value=not_applicable]")
    page.fill("[name=reason]", "本乡没有此类事项")
    page.click("button.primary")
    assert "#ruling-r1-v" in page.url and Override.objects.get().status == "not_applicable"
    page.click(".ruled button")
    assert Override.objects.get().withdrawn_at is not None
    page.click("#decide > summary")
    page.fill("#decide textarea", "请逐项整改")
    page.click("#decide button.danger")
    version.submission.refresh_from_db()
    assert version.submission.state == "returned" and version.submission.items.count() > 10
    page.context.close()


@pytest.mark.parametrize("width", [1366, 768, 360])
def test_it_fits_every_width(browser: Any, live_server: Any, signed_in: Any, handed_in: Any, sample: Any, width: int) -> None:
    version = handed_in(sample())
    page, complaints = open_page(browser, live_server, signed_in("reviewer"), version)
    page.set_viewport_size({"width": width, "height": 768})
    one = (version.pk,)
    for name, arguments in (("version", one), ("compare", one), ("queue", ()), ("items", ())):
        page.goto(live_server.url + reverse(f"review:{name}", args=arguments))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == [] and effective_of(version).verdicts
    page.context.close()
