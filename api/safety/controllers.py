"""Blocks and mutes over HTTP."""

from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.errors import invalid
from api.guards import access
from api.moments import checked_until
from api.pages import Page, PageRequest, page_of, placed_page_of
from api.paths import PathId, PathName
from api.requests import ApiRequest
from api.safety.schemas import Muting, Noted, Reporting, WordMuting
from graph.safety import repository
from graph.safety.records import BlockedPerson, MutedPerson, MutedWord
from graph.tweets.text import is_blank

LIST = access(errors=("invalid_page", "invalid_cursor"))
TARGET = access(errors=("not_found",))


class SafetyController(Controller):
    """Whom and what one does not want to meet."""

    tags = ("Safety",)

    @post(
        "/users/{username:str}/block/",
        operation_id="safety.block",
        opt=access(scope="interaction", errors=("self_block", "not_found"), repeats=True),
    )
    async def block(self, request: ApiRequest, username: PathName) -> Response[Noted]:
        """Block a person: each is gone for the other, everywhere; 201, or 200 when that is so already."""
        created = await repository.block(request.graph, viewer_id=request.viewer_id, username=username)
        request.hint(usernames=[username])
        return Response(Noted(detail="Blocked"), status_code=201 if created else 200)

    @delete("/users/{username:str}/block/", operation_id="safety.unblock", opt=TARGET)
    async def unblock(self, request: ApiRequest, username: PathName) -> None:
        """Lift a block; 204 also when there was none. Follows that it ended do not come back."""
        await repository.unblock(request.graph, viewer_id=request.viewer_id, username=username)
        request.hint(usernames=[username])

    @get("/blocks/", operation_id="safety.blocks", opt=LIST)
    async def blocks(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[BlockedPerson]:
        """Whom you have blocked, newest first."""
        found = await repository.blocks(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return placed_page_of(found.ids, found.people, asked, count=found.count)

    @post(
        "/users/{username:str}/mute/",
        operation_id="safety.mute",
        opt=access(scope="interaction", errors=("self_block", "validation_error", "not_found"), repeats=True),
    )
    async def mute(
        self, request: ApiRequest, username: PathName, data: JSONBody[Muting | None] = None
    ) -> Response[Noted]:
        """Keep a person out of your feeds, and of your notifications, maybe until a moment: 201, later 200.

        They never learn of it. A second time the new terms hold.
        """
        asked = data or Muting()
        created = await repository.mute(
            request.graph,
            viewer_id=request.viewer_id,
            username=username,
            until_ms=checked_until(asked.until),
            notifications=asked.notifications,
        )
        return Response(Noted(detail="Muted"), status_code=201 if created else 200)

    @delete("/users/{username:str}/mute/", operation_id="safety.unmute", opt=TARGET)
    async def unmute(self, request: ApiRequest, username: PathName) -> None:
        """Lift a mute; 204 also when there was none."""
        await repository.unmute(request.graph, viewer_id=request.viewer_id, username=username)

    @get("/mutes/", operation_id="safety.mutes", opt=LIST)
    async def mutes(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[MutedPerson]:
        """Whom you have muted, newest first."""
        found = await repository.mutes(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return placed_page_of(found.ids, found.people, asked, count=found.count)

    @post(
        "/tweets/{tweet_id:int}/mute/",
        operation_id="safety.mute_thread",
        opt=access(scope="interaction", errors=("not_found",), repeats=True),
    )
    async def mute_thread(self, request: ApiRequest, tweet_id: PathId) -> Response[Noted]:
        """Be told no more of what happens in the thread that a tweet is in: 201, or 200 when that is so already."""
        created = await repository.mute_thread(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)
        return Response(Noted(detail="Thread muted"), status_code=201 if created else 200)

    @delete("/tweets/{tweet_id:int}/mute/", operation_id="safety.unmute_thread", opt=TARGET)
    async def unmute_thread(self, request: ApiRequest, tweet_id: PathId) -> None:
        """Be told again of a thread; 204 also when it was not muted."""
        await repository.unmute_thread(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)

    @post("/muted-words/", operation_id="safety.mute_word", opt=access(errors=("validation_error",), repeats=True))
    async def mute_word(self, request: ApiRequest, data: JSONBody[WordMuting]) -> Response[MutedWord]:
        """Keep tweets with a word or a phrase out of your feeds and notifications, in any case: 201, later 200."""
        if is_blank(data.word):
            raise invalid(word="This may not be empty.")
        made = await repository.mute_word(
            request.graph, viewer_id=request.viewer_id, word=data.word, until_ms=checked_until(data.until)
        )
        return Response(made.muted, status_code=201 if made.created else 200)

    @delete("/muted-words/{word_id:int}/", operation_id="safety.unmute_word", opt=TARGET)
    async def unmute_word(self, request: ApiRequest, word_id: PathId) -> None:
        """Read a word again."""
        await repository.unmute_word(request.graph, viewer_id=request.viewer_id, word_id=word_id)

    @post(
        "/reports/",
        operation_id="safety.report",
        opt=access(scope="interaction", errors=("not_found",), repeats=True),
    )
    async def report(self, request: ApiRequest, data: JSONBody[Reporting]) -> Response[Noted]:
        """Report a tweet or a person that you can see to staff: 201, or 200 when you did for that reason already."""
        if (data.tweet is None) == (data.username is None):
            raise invalid(tweet="Say either the tweet or the username.")
        created = await repository.report(
            request.graph,
            viewer_id=request.viewer_id,
            tweet_id=data.tweet,
            username=data.username,
            reason=data.reason,
            comment=data.comment,
        )
        return Response(Noted(detail="Reported"), status_code=201 if created else 200)

    @get("/muted-words/", operation_id="safety.muted_words", opt=LIST)
    async def muted_words(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[MutedWord]:
        """The words that you have muted, newest first."""
        found = await repository.muted_words(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return page_of(found.words, asked, count=found.count)
