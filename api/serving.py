"""How the API's and the worker's processes run: uvicorn and taskiq with our settings."""

import logging
import pkgutil

import uvicorn
from taskiq.acks import AcknowledgeType
from taskiq.cli.common_args import LogLevel
from taskiq.cli.worker.args import WorkerArgs
from taskiq.cli.worker.run import start_listen

import tasks
from api import logs
from graph.settings import Settings
from tasks.stream import CONCURRENT

GRACE = 5  # seconds that open requests, and a worker's connections, get at a stop
# Seconds that an idle connection is kept: longer than clients and proxies keep theirs, or a request may meet its end.
KEEP_ALIVE = 75

MOST_SAID = 65_536  # bytes of a WebSocket's message that are read at all; api.realtime refuses sooner


def serve_api(settings: Settings) -> None:
    """Serve the API until a signal ends it, in as many processes as the settings say."""
    uvicorn.run(
        "api.asgi:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.api_processes,
        loop="uvloop",
        http="httptools",
        log_level=settings.log_level,
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=MOST_SAID,
        ws_ping_interval=None,  # we ask in words, which browsers can hear
        ws_per_message_deflate=False,  # its buffers cost more memory than an idle connection
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_worker_healthcheck=30,  # seconds; a busy machine may need long to import everything
    )


def run_worker(settings: Settings) -> None:
    """Work on tasks in this process until a signal ends it; run it several times to have several."""
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logs.configure(settings.log_level)
    if settings.log_level != "debug":  # taskiq tells of each message, and there is a heartbeat
        logging.getLogger("taskiq").setLevel(logging.WARNING)
    start_listen(
        WorkerArgs(
            broker="tasks.broker:broker",
            modules=[*(f"tasks.{module.name}" for module in pkgutil.iter_modules(tasks.__path__)), "api.working"],
            log_level=LogLevel[settings.log_level.upper()],
            ack_type=AcknowledgeType.WHEN_SAVED,
            shutdown_timeout=GRACE,
            receiver="tasks.receiver:Receiver",
            max_async_tasks=CONCURRENT,
            wait_tasks_timeout=settings.task_seconds,
        )
    )
