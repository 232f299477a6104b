"""What people do with a tweet, as the graph gives it."""

from graph.records import Author, Instant, Record, Retweet, Tweet


class Like(Record):
    """A like of a tweet."""

    id: int
    user: Author
    tweet_id: int
    created_at: Instant


class Liked(Like):
    """A like that stands; `created` when this request made it."""

    created: bool


class Likes(Record):
    """A stretch of a tweet's likes, with their number; none of them for who did not write the tweet."""

    is_author: bool
    count: int
    likes: list[Like]


class Retweeted(Record):
    """A retweet as feeds show it; `created` when this request made it."""

    entry: Retweet
    created: bool


class Retweeting(Record):
    """Who passed a tweet on, without the tweet."""

    id: int
    author: Author
    quote: str | None
    created_at: Instant


class Retweets(Record):
    """A tweet and a stretch of its retweets, with their number."""

    count: int
    tweet: Tweet
    retweets: list[Retweeting]


class Bookmark(Tweet, kw_only=True, tag_field="type", tag="tweet"):
    """A tweet that its reader keeps for later."""

    bookmarked_at: Instant


class BookmarkRow(Record):
    """The id of a bookmark, which orders the list, its time, and its tweet."""

    id: int
    bookmarked_at: Instant
    tweet: Tweet


class Bookmarks(Record):
    """A stretch of one's bookmarks, with their number."""

    count: int
    rows: list[BookmarkRow]


class Bookmarking(Record):
    """Whether this request made the bookmark."""

    created: bool


class Undone(Record):
    """Whether there was something to take back."""

    removed: bool
