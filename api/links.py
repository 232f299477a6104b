"""Links of the API's description: which answer holds what another operation asks for."""

from collections.abc import Iterable, Mapping

from litestar.openapi.spec import Link

# For each operation whose answer others can go on from: their path parameters and where the answer has each.
SOURCES: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "accounts.me": ({"username": "$response.body#/username"},),
    "accounts.people": ({"username": "$response.body#/results/0/username"},),
    "accounts.sessions": ({"session_id": "$response.body#/results/0/id"},),
    "engagement.bookmarks": ({"tweet_id": "$response.body#/results/0/id"},),
    "moderation.queue": ({"case_id": "$response.body#/results/0/id"},),
    "media.upload": ({"medium_id": "$response.body#/id"},),
    "notifications.received": ({"notification_id": "$response.body#/results/0/id"},),
    "notifications.unread": ({"notification_id": "$response.body#/results/0/id"},),
    "safety.muted_words": ({"word_id": "$response.body#/results/0/id"},),
    "tweets.scheduled": ({"scheduled_id": "$response.body#/results/0/id"},),
    "tweets.publish": (
        {"tweet_id": "$response.body#/id"},
        {"username": "$response.body#/author/username"},
        {"name": "$response.body#/hashtags/0"},
    ),
    "tweets.comment": (
        {"tweet_id": "$response.body#/tweet_id", "comment_id": "$response.body#/id"},
        {"tweet_id": "$response.body#/id"},
    ),
}
# Bodies that hold what another operation's answer gave.
BODIES: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    source: {
        "accounts.refresh": {"refresh": "$response.body#/token/refresh"},
        **({} if source == "accounts.refresh" else {"accounts.logout": {"refresh": "$response.body#/token/refresh"}}),
    }
    for source in ("accounts.register", "accounts.login", "accounts.refresh")
}


def links(source: str, asked: Mapping[str, Iterable[str]]) -> dict[str, Link]:
    """Where one can go on from an answer; `asked` has the path parameters of every operation."""
    found = {
        target: Link(operation_id=target, request_body=dict(body)) for target, body in BODIES.get(source, {}).items()
    }
    for parameters in SOURCES.get(source, ()):
        for target, names in asked.items():
            if target != source and set(names) == parameters.keys():
                found.setdefault(target, Link(operation_id=target, parameters=dict(parameters)))
    return found
