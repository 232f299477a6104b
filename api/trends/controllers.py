"""Trends over HTTP."""

from typing import Annotated

from litestar import Controller, get
from litestar.params import QueryParameter

from api.guards import access
from api.requests import ApiRequest
from graph.trends import repository
from graph.trends.repository import Span, Trends

Window = Annotated[
    Span, QueryParameter(name="window", required=False, description="How far back: the last hour or the last day.")
]


class TrendsController(Controller):
    """What more people speak of than usual."""

    path = "/trends"
    tags = ("Hashtags",)

    @get("/", operation_id="trends.current", opt=access(who="anyone"))
    async def current(self, request: ApiRequest, window: Window = "hour") -> Trends:
        """The hashtags that more people use than is usual for each, the most striking first; found at `as_of`."""
        return await repository.current(request.graph, viewer_id=request.reader_id, window=window)
