"""The rules of a tweet's text and pictures beyond their form."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from litestar.datastructures import UploadFile

from api.errors import ApiError, invalid
from api.moments import moment_ms
from api.requests import ApiRequest
from graph.ids import now_ms
from graph.records import NewMedium
from graph.tweets.text import is_blank

MOST_MEDIA = 4
# Of a scheduled tweet. The least is more than repeats of a statement take: what is published must not be kept again.
LEAST_AHEAD = timedelta(seconds=10)
MOST_AHEAD = timedelta(days=366)


class Shown(NamedTuple):
    """The pictures that a tweet shall show: their ids in order, and those among them that came with the request."""

    media_ids: list[int]
    uploads: list[NewMedium]


def checked_content(content: str, most: int, *, has_media: bool) -> str:
    """The text, if it can be seen or there are pictures, and is not too long. Raises ApiError."""
    if is_blank(content):
        if not has_media:
            raise ApiError("empty_tweet")
        return ""
    if len(content) > most:
        raise invalid(content=f"At most {most} characters.")
    return content


async def checked_media(request: ApiRequest, media_ids: Sequence[int], image: UploadFile | None) -> Shown:
    """The pictures of a body, that of the form first and stored. Raises `validation_error` on what is refused."""
    if len(set(media_ids)) < len(media_ids):
        raise invalid(media_ids="Each picture can be shown once.")
    if len(media_ids) + (image is not None) > MOST_MEDIA:
        raise invalid(media_ids=f"At most {MOST_MEDIA} pictures.")
    if image is None:
        return Shown(list(media_ids), [])
    medium = await request.running.pictures.medium(request.graph, image, field="image")
    return Shown([medium.id, *media_ids], [medium])


def checked_moment(text: str) -> int:
    """When to publish, in milliseconds since 1970. Raises `validation_error` on what is no moment ahead."""
    due_ms = moment_ms(text)
    if due_ms is None:
        raise invalid(scheduled_at="A moment with its zone is needed, such as 2026-12-24T18:00:00+01:00.")
    ahead = timedelta(milliseconds=due_ms - now_ms())
    if not LEAST_AHEAD <= ahead <= MOST_AHEAD:
        raise invalid(scheduled_at="This must be at least ten seconds and at most a year ahead.")
    return due_ms
