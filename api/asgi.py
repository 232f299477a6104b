"""What each of uvicorn's processes loads: the application, in a process that ends with its parent."""

import multiprocessing
import signal
import threading
from typing import Any

from litestar import Litestar

from api.app import TweetGraph
from api.app import create_app as application
from graph.local.tether import tie

SIGNALS = (signal.SIGTERM, signal.SIGINT)


def create_app() -> Litestar:
    """The application of `api.app`; on Linux its process ends also when uvicorn's main process is killed."""
    if multiprocessing.parent_process() is not None:  # a lone API belongs to a shell, and may outlive it
        tie()
    app = application()
    if threading.current_thread() is threading.main_thread():
        for number in SIGNALS:
            _send_away_first(app, number)
    return app


def _send_away_first(app: TweetGraph, number: int) -> None:
    """End streams at a signal, before uvicorn's own handler: it waits for open answers and does not end them."""
    usual = signal.getsignal(number)
    if not callable(usual):
        return

    def stopping(received: int, frame: Any) -> None:  # noqa: ANN401 - as signal has it
        app.running.hub.stop()
        usual(received, frame)

    signal.signal(number, stopping)
