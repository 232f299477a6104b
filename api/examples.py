"""Examples for the API's description, made of each answer's own schema, so that they cannot differ from it."""

from collections.abc import Mapping
from typing import Any

from litestar.openapi.spec import OpenAPIType, Reference, Schema

# What a property of this name says in an example; names that differ by place stand with their schema's title.
VALUES: Mapping[str, object] = {
    "AllRead.detail": "All notifications marked as read",
    "Done.detail": "Notification marked as read",
    "Hashtag.name": "graph",
    "Kept.detail": "Tweet added to your bookmarks",
    "Pinned.detail": "Tweet pinned to your profile",
    "Ready.detail": None,
    "Ready.error": None,
    "Notification.content": "Ada Lovelace liked your tweet",
    "Notification.verb": "liked",
    "Mention.content_preview": "Hello @ada, this is ",
    "Mention.content_object": "tweet",
    "Mention.actor": "ada",
    "Trend.name": "graph",
    "FeedParameter.default": 30,
    "FeedParameter.description": "How far it looks back.",
    "FeedParameter.least": 1,
    "FeedParameter.most": 90,
    "FeedParameter.name": "days",
    "FeedParameter.choices": [],
    "ListedFeed.description": "Tweets of those you follow who write seldom, newest first.",
    "ListedFeed.name": "quiet-friends",
    "ListedFeed.title": "Quiet friends",
    "Medium.type": "image",
    "Following.follower": "Ada Lovelace",
    "Following.following": "Grace Hopper",
    "ProfilePage.followers": "https://api.example.com/users/ada/followers/",
    "ProfilePage.following": "https://api.example.com/users/ada/following/",
    "ProfilePage.posts": "https://api.example.com/tweets/user/ada/",
    "access": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…",
    "alt": "A drawing of a graph",
    "bio": "Notes on the Analytical Engine.",
    "content": "Hello @ada, this is my first #graph.",
    "content_id": 123456789012345,
    "count": 1,
    "cover_image": None,
    "detail": "Done.",
    "edited_at": None,
    "email": "ada@example.com",
    "hashtags": ["graph"],
    "height": 1080,
    "id": 123456789012345,
    "image": None,
    "is_read": False,
    "location": "London",
    "media": [],
    "name": "Ada Lovelace",
    "newest": "AQAABZd1mXkA1S8p",
    "next": "https://api.example.com/a/list/?limit=10&cursor=AAAABZd1mXkA1S8p",
    "parent": None,
    "previous": None,
    "profile_image": None,
    "quote": "Worth reading.",
    "quoted": None,
    "refresh": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…",
    "replies": [],
    "reply_to": None,
    "truncated": False,
    "tweet_id": 123456789012345,
    "user_agent": "curl/8.0",
    "username": "ada",
    "website": "https://example.com/ada",
    "width": 1920,
}
_BY_TYPE = {
    OpenAPIType.STRING: "text",
    OpenAPIType.INTEGER: 1,
    OpenAPIType.NUMBER: 1.5,
    OpenAPIType.BOOLEAN: False,
    OpenAPIType.NULL: None,
}


class Examples:
    """Makes examples of the schemas of one description."""

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas

    def of(self, schema: Schema | Reference | None) -> Any:  # noqa: ANN401 - JSON
        """A value that the schema allows; null for a schema that says nothing."""
        match schema:
            case Reference():
                return self.of(self._schemas[schema.ref.rpartition("/")[2]])
            case Schema():
                return self._of_schema(schema)
            case _:
                return None

    def _of_schema(self, schema: Schema) -> Any:  # noqa: ANN401 - JSON
        said = schema.examples or ([schema.const] if schema.const is not None else schema.enum)
        if said:
            return said[0]
        options = schema.one_of or schema.any_of
        if options:
            return self.of(options[0])
        if schema.type == OpenAPIType.ARRAY:
            return [self.of(schema.items)] if schema.items else []
        if schema.properties is not None:
            return {name: self._of_property(schema.title, name, each) for name, each in schema.properties.items()}
        return _BY_TYPE.get(schema.type) if isinstance(schema.type, OpenAPIType) else None

    def _of_property(self, title: str | None, name: str, schema: Schema | Reference) -> Any:  # noqa: ANN401 - JSON
        settled = isinstance(schema, Schema) and schema.const is not None
        key = f"{title}.{name}" if f"{title}.{name}" in VALUES else name
        fits = key in VALUES and not settled and self._allows(schema, VALUES[key])
        return VALUES[key] if fits else self.of(schema)

    def _allows(self, schema: Schema | Reference, value: object) -> bool:
        """Whether the schema takes a value of this kind."""
        kinds = {
            str: OpenAPIType.STRING,
            bool: OpenAPIType.BOOLEAN,
            int: OpenAPIType.INTEGER,
            list: OpenAPIType.ARRAY,
            type(None): OpenAPIType.NULL,
        }
        if isinstance(schema, Reference):
            return False
        options = schema.one_of or schema.any_of or [schema]
        return any(isinstance(option, Schema) and option.type == kinds[type(value)] for option in options)
