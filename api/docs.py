"""The API's description: OpenAPI 3.1 under `/api/`, with pages whose scripts are served from here."""

from typing import Any

from litestar import Litestar, Router
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from api.guards import access
from graph.settings import Settings

HANDLERS: tuple[Any, ...] = ()


def configuration(settings: Settings) -> OpenAPIConfig:
    """What Litestar serves under `/api/`."""
    return OpenAPIConfig(
        title="TweetGraph",
        version="0.1.0",
        openapi_router=Router("/api", route_handlers=[], opt=access(who="nobody"), include_in_schema=False),
        render_plugins=[JsonRenderPlugin(path=["/schema", "/schema/openapi.json"])],
    )


def complete(app: Litestar) -> None:
    """Say what Litestar does not: bodies are closed, errors have one shape."""
