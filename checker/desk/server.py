"""Serving the desk: one process for pages, and those that check reports beside it."""

from __future__ import annotations

import gc
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

from checker.auditing.pools import cores
from checker.desk.configuration import Configuration
from checker.desk.starting import DeskError, alone, bring_up_to_date, get_ready, reach_database
from checker.desk.tidying import DAY, clear_sessions, now_and_every
from checker.ingest.archive import MAX_ARCHIVE

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

THREADS = 4  # pages made at a time; they work more than they wait for the database, and more at a time would only take turns
CONNECTIONS = 1_000  # a browser keeps some six
LARGEST = MAX_ARCHIVE + 2_000_000  # bytes of a request: an archive and the form around it
_ANYWHERE = ("0.0.0.0", "::", "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the desk listens, and with how many processes it checks (0: as many as suit the machine)."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 0


def serve(desk: Configuration, place: Place, told: Callable[[str], None]) -> None:
    """Serves the desk until the process is asked to end (SIGINT, SIGTERM). `told` gets the lines that say where it is found.

    Raises `DeskError` where it cannot be started; nothing runs then.
    """
    get_ready(desk)
    with alone(desk), _listening(place) as listener, _ending_on_signals():
        _clear_away(desk)
        reach_database()
        bring_up_to_date()
        from checker.desk.jobs.supervisor import Supervisor
        from checker.desk.logs import log_to
        from checker.desk.warming import warm
        from checker.desk.wsgi import application

        log_to("desk")  # after the application, which sets up the logs anew
        supervisor = Supervisor(place.workers or max(2, min(cores(), 4)))
        supervisor.start()
        try:
            warm()
            for line in _where(desk, place, listener.getsockname()[1]):
                told(line)
            with now_and_every(DAY, clear_sessions):
                _serve_pages(application, desk, listener)
        finally:
            supervisor.stop()


def _serve_pages(application: WSGIHandler, desk: Configuration, listener: socket.socket) -> None:
    from django.db import connections
    from waitress.server import create_server

    connections.close_all()  # those of this thread, which makes no pages
    gc.collect()
    gc.freeze()  # what is there now stays; nobody need look through it again and again
    create_server(
        application,
        sockets=[listener],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # `select` takes no more than 1024 files
        max_request_body_size=LARGEST,
        ident=None,
        url_scheme="https" if desk.https and not desk.behind_proxy else "http",
        clear_untrusted_proxy_headers=not desk.behind_proxy,  # Django reads them, where there is a proxy to believe
    ).run()


@contextmanager
def _listening(place: Place) -> Iterator[socket.socket]:
    """The socket of the desk. Raises `DeskError` where the port or the address is not to be had."""
    try:
        family = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        listener = socket.create_server((place.host, place.port), family=family, backlog=1024)
    except OSError as error:
        why = error.strerror or str(error)
        raise DeskError(f"{place.host}:{place.port} 用不了（{why}）；端口可能已被占用，请用 --port 换一个，或核对 --host") from None
    with listener:
        yield listener


@contextmanager
def _ending_on_signals() -> Iterator[None]:
    """Ends with `SystemExit`, which is let go of here, where the system or an administrator asks the process to end."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(0)

    wanted = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in wanted}
    try:
        with suppress(SystemExit):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _clear_away(desk: Configuration) -> None:
    """Removes what an earlier run that was cut off has left half done."""
    from checker.desk.reports import storage

    storage.sweep()
    for left in desk.temporary.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):
                left.unlink()


def _where(desk: Configuration, place: Place, port: int) -> Iterator[str]:
    """The lines that say where the desk is found."""
    from django.db import connections

    from checker.desk.accounts import first_run

    addresses = list(_addresses(desk, place, port))
    yield f"审核台已启动：{'  '.join(address + '/' for address in addresses)}"
    link = first_run.link()
    connections.close_all()
    if link is not None:
        yield f"第一次使用，请打开这个地址建立管理员（三天内有效，不要转给他人）：{addresses[0]}{link}"
    if place.host not in _ANYWHERE and socket.gethostbyname(place.host).startswith("127.") and not desk.https:
        yield "现在只有本机能打开；要让各单位访问，请加 --host 0.0.0.0"
    yield f"数据在 {desk.data}，日志在 {desk.data / 'logs'}；按 Ctrl+C 停止"


def _addresses(desk: Configuration, place: Place, port: int) -> Iterator[str]:
    if desk.https:
        yield f"https://{next((name for name in desk.hosts if name != '*'), place.host)}"
    elif place.host in _ANYWHERE:
        yield f"http://127.0.0.1:{port}"
        for address in _own_addresses():
            yield f"http://{address}:{port}"
    else:
        yield f"http://{f'[{place.host}]' if ':' in place.host else place.host}:{port}"


def _own_addresses() -> list[str]:
    """The addresses of this machine in its network, as far as they are known without asking anybody."""
    found: dict[str, None] = {}
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("10.255.255.255", 1))  # sends nothing: it only chooses the way
        found[probe.getsockname()[0]] = None
    with suppress(OSError):
        found.update(dict.fromkeys(socket.gethostbyname_ex(socket.gethostname())[2]))
    return [address for address in found if not address.startswith("127.")]
