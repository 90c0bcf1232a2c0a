"""Headers of every answer beside those that Django and the content policy set."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_HEADERS = {
    "Cache-Control": "no-store",  # nobody finds a report with the Back button of a shared computer
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

_SILENT_PROXY = (
    "反向代理没有写明浏览器使用的协议，审核台不能确认连接已加密。\n"
    "请在代理上设置请求头 X-Forwarded-Proto（nginx：proxy_set_header X-Forwarded-Proto $scheme;），"
    "并由代理覆盖浏览器自带的同名请求头。\n"
)


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Adds the headers, where the page has not set them itself."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answered


def proxy_tells(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Says what is wrong where the proxy does not tell by which protocol the browser came: it would be sent to https for ever."""

    def answered(request: HttpRequest) -> HttpResponse:
        if settings.DESK.https and settings.DESK.behind_proxy and "X-Forwarded-Proto" not in request.headers:
            return HttpResponse(_SILENT_PROXY, content_type="text/plain; charset=utf-8", status=502)
        return get_response(request)

    return answered
