"""The shapes of threads, histories, quotes, and of what is to be published later."""

import msgspec

from graph.records import FileUrl, Instant, Medium, Record, Tweet


class Comment(Tweet, kw_only=True, tag_field="type", tag="tweet"):
    """A reply in a thread: a tweet, with the root of the thread and the comment it answers, if it answers one."""

    tweet_id: int
    parent: int | None
    replies_count: int
    replies: "list[Comment | Tombstone]"


class Tombstone(Record, kw_only=True, tag_field="type", tag="tombstone"):
    """The place in a thread of a tweet that is gone or not visible; `tweet_id` is null where the thread began."""

    id: int
    unavailable: bool = True
    tweet_id: int | None
    parent: int | None
    replies_count: int
    replies: "list[Comment | Tombstone]"


class ThreadRow(Record):
    """The tweet (level 0), an ancestor (below 0), a comment (1) or an answer to one (2); no tweet: it is gone."""

    level: int
    id: int
    root_id: int | None
    parent_id: int | None
    replies_count: int
    tweet: Tweet | None


class Thread(Record):
    """A tweet's number of comments and its author's display name, with some of the thread around it."""

    count: int
    user: str | None
    rows: list[ThreadRow]


class Placed(Thread):
    """The same, with the places that order the comments."""

    places: list[int]


class Comments(Record):
    """A stretch of the comments on a tweet, with their number."""

    count: int
    comments: list[Comment | Tombstone]


class PlacedComments(Record):
    """A stretch of the comments on a tweet in another order than that of time, and their places in it."""

    places: list[int]
    comments: Comments


class Detail(Record):
    """A tweet, its author's display name, its newest comments, and what it answers, from where the thread began."""

    tweet: Tweet
    user: str
    comments: Comments
    ancestors: list[Tweet | Tombstone]


class Published(Record):
    """A tweet as it stands after it was published."""

    tweet: Tweet


class Commented(Record):
    """A reply as it stands after it was written; null when it may not answer or show what it should."""

    row: ThreadRow | None
    has_media: bool
    may_reply: bool


class Edited(Record):
    """What became of an edit: `edited`, or why not; the tweet as it stands then."""

    outcome: str
    tweet: Tweet | None


class Version(Record):
    """What a tweet said before an edit, since `created_at`."""

    id: int
    content: str
    created_at: Instant


class Versions(Record):
    """A stretch of the earlier versions of a tweet, with their number."""

    count: int
    versions: list[Version]


class Quotes(Record):
    """A stretch of the tweets that quote a tweet, with their number."""

    count: int
    tweets: list[Tweet]


class Pinned(Record):
    """Whether the person who asked wrote it, and whether this request pinned it; null when nothing was pinned."""

    is_author: bool
    created: bool | None


class Unpinned(Record):
    """Whether the person who asked wrote it."""

    is_author: bool


class Removed(Record):
    """Whether the person who asked wrote it."""

    is_author: bool


class Swept(Record):
    """How many relationships one batch removed."""

    removed: int


class ScheduledTweet(Record, kw_only=True, tag_field="type", tag="scheduled"):
    """A tweet that is not published yet; it is another one, with an id of its own, when it is."""

    id: int
    content: str
    media: tuple[Medium, ...] = ()
    image: FileUrl | None = None
    quote_of: int | None
    scheduled_at: Instant
    created_at: Instant

    def __post_init__(self) -> None:
        """Name the first medium's URL, as tweets do."""
        if self.media:
            msgspec.structs.force_setattr(self, "image", self.media[0].url)


class Scheduling(Record):
    """What became of a wish to publish later: `scheduled`, or why not."""

    outcome: str
    scheduled: ScheduledTweet | None


class ScheduledTweets(Record):
    """A stretch of what one has scheduled, with its number and the places in the list."""

    count: int
    places: list[int]
    tweets: list[ScheduledTweet]


class Unscheduled(Record):
    """What is not published any more."""

    id: int


class Due(Record):
    """What is to be published now, as it was when it was taken."""

    id: int
    author_id: int
    changed_id: int
    content: str
    quote_of: int | None
    reply_settings: str | None
    media_ids: list[int]


class PublishedScheduled(Record):
    """The tweet that came of a scheduled one."""

    id: int
