"""What notifications say, in lists and live: one sentence for each verb, the right one for the right target."""

from typing import Literal

import msgspec

from graph.notifications.records import Notice
from graph.records import Author, Instant

SENTENCES = {
    "followed": "{people} followed you",
    "follow_requested": "{people} asked to follow you",
    "follow_accepted": "{people} accepted your request to follow them",
    "liked": "{people} liked your {thing}",
    "retweeted": "{people} retweeted your {thing}",
    "mentioned": "{people} mentioned you in a {thing}",
    "commented": "{people} commented on your tweet",
    "replied": "{people} replied to your comment",
    "quoted": "{people} quoted your tweet",
    "welcome": "Welcome to TweetGraph",
    "changed": "Your password was changed",
    "reset": "Your password was reset",
    "deactivated": "Your account was deactivated",
    "reactivated": "Your account was reactivated",
    "warned": "You were warned by those who keep order here",
    "hidden": "A tweet of yours was hidden by those who keep order here",
}


class Notification(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person should know; `tweet` is the id of the tweet that it is about."""

    id: int
    sender: Author | Literal["System"]
    verb: str
    content: str
    is_read: bool
    tweet: int | None
    created_at: Instant


def shown(notices: list[Notice]) -> Notification:
    """One notification in words, or one for several of a kind: it carries the newest, and is read when all are."""
    first = notices[0]
    return Notification(
        id=first.id,
        sender=first.sender or "System",
        verb=first.verb,
        content=sentence(notices),
        is_read=all(notice.is_read for notice in notices),
        tweet=first.tweet,
        created_at=first.created_at,
    )


def sentence(notices: list[Notice]) -> str:
    """What these notifications of one verb about one thing say, the newest first."""
    first = notices[0]
    verb = "replied" if first.verb == "commented" and first.on_comment else first.verb
    names = [notice.sender.name for notice in notices if notice.sender is not None]
    thing = "retweet" if first.in_retweet else "comment" if first.on_comment else "tweet"
    return SENTENCES[verb].format(people=_people(names), thing=thing)


def _people(names: list[str]) -> str:
    """Who did it: two by name, the rest by number."""
    if len(names) < 3:
        return " and ".join(names)
    others = len(names) - 2
    return f"{names[0]}, {names[1]} and {others} other{'s' if others > 1 else ''}"
