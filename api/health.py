"""Whether this process lives, and whether it can do its work."""

from typing import Literal

import msgspec
from litestar import Controller, Response, get
from litestar.enums import MediaType

from api.guards import access
from api.requests import ApiRequest
from graph import schema
from graph.errors import GraphError

PATIENCE = 2.0  # seconds that the graph may take to answer

Word = Literal["ok", "away"]


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What this process needs: without the graph or a lease on ids it is not ready, without Redis it is slower."""

    status: Literal["ok", "unavailable"]
    neo4j: Word
    ids: Word
    redis: Word
    error: str | None = None
    detail: str | None = None


class HealthController(Controller):
    """For load balancers and the supervisor; no token, no throttle."""

    path = "/health"
    tags = ("Health",)
    opt = access(who="nobody")

    @get("/live", operation_id="health.live")
    async def live(self) -> Live:
        """Answer as long as the process can answer at all."""
        return Live()

    @get("/ready", operation_id="health.ready", opt=access(who="nobody", errors=("unavailable",)))
    async def ready(self, request: ApiRequest) -> Response[Ready]:
        """Answer 200 when requests can be served, 503 while the graph is away."""
        try:
            await schema.installed(request.running.graph.within(PATIENCE))
            neo4j: Word = "ok"
        except GraphError:
            neo4j = "away"
        ids: Word = "ok" if request.running.graph.ids is not None and request.running.graph.ids.valid else "away"
        redis: Word = "ok" if await request.running.shared.ping() else "away"
        if neo4j == ids == "ok":
            return Response(Ready(status="ok", neo4j=neo4j, ids=ids, redis=redis), media_type=MediaType.JSON)
        answer = Ready(
            status="unavailable",
            neo4j=neo4j,
            ids=ids,
            redis=redis,
            error="unavailable",
            detail="The service cannot answer now. Try again soon.",
        )
        return Response(answer, status_code=503, media_type=MediaType.JSON)
