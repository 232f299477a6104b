"""What of people and tweets goes into a copy for analysts; what is no field here is in no copy."""

from graph.records import Record


class Person(Record, frozen=True):
    """A person, as everybody may see one."""

    id: int
    username: str
    username_key: str
    name: str | None
    bio: str | None
    location: str | None
    website: str | None
    protected: bool | None
    created_at: str | None
    last_post_id: int | None


class Tweet(Record, frozen=True):
    """A tweet or an answer, with the words and the people that it names."""

    id: int
    content: str
    author_id: int
    feed_author_id: int | None
    keywords: str | None
    parent_id: int | None
    root_id: int | None
    quoted_id: int | None
    created_at: str | None
    edited_at: str | None
    hashtags: list[str]
    mentions: list[int]


class Follow(Record, frozen=True):
    """Who follows whom."""

    id: int
    follower_id: int
    followee_id: int
    created_at: str | None


class Like(Record, frozen=True):
    """Who likes what."""

    id: int
    user_id: int
    tweet_id: int
    created_at: str | None


class Retweet(Record, frozen=True):
    """Who passed what on, and what they said to it."""

    id: int
    actor_id: int
    tweet_id: int
    quote: str | None
    created_at: str | None
