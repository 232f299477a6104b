"""The application: `create_app()` holds the only list of domains."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from litestar import Litestar
from litestar.config.cors import CORSConfig
from litestar.di import Provide

from api import admin, browser_kit, docs, logs
from api.accounts.controllers import AccountsController
from api.accounts.factor_controllers import SecondFactorController
from api.accounts.lifecycle_controllers import LifecycleController
from api.accounts.password_controllers import PasswordsController
from api.accounts.session_controllers import SessionsController
from api.accounts.verification_controllers import VerificationController
from api.discovery.controllers import DiscoveryController
from api.discovery.feeds import BuiltInFeedsController
from api.engagement.controllers import EngagementController
from api.errors import answer
from api.exchange import Exchange
from api.exports.controllers import ExportsController
from api.feeds.controllers import FeedsController
from api.feeds.described import describe
from api.feeds.written_controllers import WrittenFeedsController
from api.follows.controllers import FollowsController, RequestsController
from api.gate import through
from api.hashtags.controllers import HashtagsController
from api.health import HealthController
from api.live_page import live
from api.media.controllers import MediaController
from api.moderation.controllers import ModerationController
from api.notifications.controllers import MentionsController, NotificationsController
from api.pages import provide_page
from api.realtime.controllers import RealtimeController
from api.requests import MAX_BODY, ApiRequest
from api.running import Running
from api.safety.controllers import SafetyController
from api.search.controllers import SearchController
from api.trends.controllers import TrendsController
from api.tweets.controllers import TweetsController
from api.tweets.scheduled import ScheduledController
from api.tweets.threads import ThreadsController
from graph.errors import GraphError
from graph.settings import Secrets, Settings, from_environment, load_secrets

# Headers that a web page of another origin may read.
SHOWN = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After", "X-Request-ID"]

DOMAINS = (
    AccountsController,
    BuiltInFeedsController,
    DiscoveryController,
    EngagementController,
    ExportsController,
    FeedsController,
    FollowsController,
    HashtagsController,
    LifecycleController,
    PasswordsController,
    SessionsController,
    MediaController,
    MentionsController,
    ModerationController,
    NotificationsController,
    RealtimeController,
    RequestsController,
    SafetyController,
    ScheduledController,
    SearchController,
    SecondFactorController,
    ThreadsController,
    TrendsController,
    TweetsController,
    VerificationController,
    WrittenFeedsController,
)

log = structlog.get_logger()

_ALWAYS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
]


class TweetGraph(Litestar):
    """Litestar with what surrounds every answer: a request id, security and throttle headers, HEAD, one log line."""

    running: Running

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - any ASGI server's
        """Answer one request; HEAD is answered as GET, without the body."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, _brief(send) if scope["type"] == "lifespan" else send)
            return
        exchange = Exchange(scope, self.running.settings.trusted_proxies)
        headless = scope["method"] == "HEAD"
        scope = {**scope, "exchange": exchange, "headless": headless}
        scope["method"] = "GET" if headless else scope["method"]
        opened = browser_kit.opened(scope)

        async def sent(message: Any) -> None:  # noqa: ANN401
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                message["headers"] = [*message["headers"], *_ALWAYS, *opened, *_of(exchange)]
            elif headless and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        try:
            await super().__call__(scope, receive, sent)
        finally:
            logs.record(scope, exchange, (time.perf_counter() - exchange.started) * 1000)
        if exchange.hints and exchange.status < 400:
            await self.running.hub.tell(exchange.hints)


def _brief(send: Any) -> Any:  # noqa: ANN401
    """The server prints what it is told about a failed start: nothing, for the log has it in one sentence."""

    async def sent(message: Any) -> None:  # noqa: ANN401
        await send({**message, "message": ""} if message["type"] == "lifespan.startup.failed" else message)

    return sent


def _of(exchange: Exchange) -> list[tuple[bytes, bytes]]:
    """The headers that differ from request to request."""
    headers = [(b"x-request-id", exchange.request_id.encode())]
    tally = exchange.tally
    if tally is not None:
        headers += [
            (b"ratelimit-limit", b"%d" % tally.limit),
            (b"ratelimit-remaining", b"%d" % max(0, tally.limit - tally.used)),
            (b"ratelimit-reset", b"%d" % -(-tally.left_ms // 1000)),
        ]
    return headers


def create_app(settings: Settings | None = None, secrets: Secrets | None = None) -> TweetGraph:
    """The application, by default with the settings of the environment; connects when its lifespan starts."""
    settings = settings or from_environment()
    running = Running(settings, secrets or load_secrets(settings))
    logs.configure(settings.log_level)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        try:
            async with running.opened():
                describe(app.openapi_schema, running.feeds.feeds)
                yield
        except GraphError as error:
            log.error("the API cannot run", detail=error.detail)  # noqa: TRY400 - one clear sentence, no traceback
            raise

    origins = settings.browser_origins
    app = TweetGraph(
        cors_config=CORSConfig(allow_origins=origins, expose_headers=SHOWN) if origins else None,
        route_handlers=[*DOMAINS, HealthController, live, *admin.HANDLERS, *browser_kit.HANDLERS, *docs.HANDLERS],
        dependencies={"asked": Provide(provide_page, sync_to_thread=False)},
        exception_handlers={Exception: answer},
        lifespan=[lifespan],
        logging_config=None,
        middleware=[through],
        openapi_config=docs.configuration(),
        plugins=[docs.Texts()],
        request_class=ApiRequest,
        request_max_body_size=MAX_BODY,
    )
    app.running = running
    docs.complete(app)
    return app
