"""What handlers may take by name: `graph`, `settings`, `running`, `viewer_id`, `reader_id`, `asked`."""

from typing import Any, cast

from litestar.di import Provide
from litestar.types import Scope

from api.pages import provide_page
from api.running import Running
from graph.client import Graph
from graph.settings import Settings


def provide_running(scope: Scope) -> Running:
    """The parts of this process."""
    return cast("Running", cast("Any", scope)["litestar_app"].running)


def provide_graph(scope: Scope) -> Graph:
    """The graph."""
    return provide_running(scope).graph


def provide_settings(scope: Scope) -> Settings:
    """The settings."""
    return provide_running(scope).settings


def provide_viewer_id(scope: Scope) -> int:
    """The id of the signed-in person; for handlers whose access is `person`."""
    return cast("int", scope["user"])


def provide_reader_id(scope: Scope) -> int | None:
    """The id of the signed-in person, None for nobody; for handlers whose access is `anyone`."""
    return cast("int | None", scope["user"])


DEPENDENCIES = {
    "graph": Provide(provide_graph, sync_to_thread=False),
    "asked": Provide(provide_page, sync_to_thread=False),
    "reader_id": Provide(provide_reader_id, sync_to_thread=False),
    "running": Provide(provide_running, sync_to_thread=False),
    "settings": Provide(provide_settings, sync_to_thread=False),
    "viewer_id": Provide(provide_viewer_id, sync_to_thread=False),
}
