"""The nodes of the data model, in neomodel: the source of unique keys and of indexes on one property.

`graph/ties.py` has the relationships that carry properties, `graph/housekeeping.py` the nodes that people never see.

What neomodel cannot state (composite, relationship and full-text indexes) is in `cypher/schema/`. neomodel forbids the
name `id` for a property, so each class says `uid` and keeps it as `id` in the graph.
"""

from neomodel import (
    ArrayProperty,
    AsyncRelationshipTo,
    AsyncStructuredNode,
    BooleanProperty,
    DateTimeNeo4jFormatProperty,
    FloatProperty,
    IntegerProperty,
    StringProperty,
)

from graph.housekeeping import (
    DeadLetter,
    Export,
    IdempotencyKey,
    ImportedFile,
    ModerationAction,
    Outbox,
    ProcessSlot,
    Report,
    ReportCase,
    SchemaVersion,
    SetAside,
)
from graph.ties import (
    Blocks,
    Bookmarked,
    Dismissed,
    Follows,
    HasMedia,
    Liked,
    Mentions,
    Mutes,
    MutesThread,
    Pinned,
    Requested,
    Retweeted,
    SimilarTo,
    Tagged,
)


class Credential(AsyncStructuredNode):
    """What a person signs in with; a node of its own, so that `RETURN u` shows no secret."""

    user_id = IntegerProperty(unique_index=True)
    username_key = StringProperty(unique_index=True)  # lower case: names are unique without case
    email = StringProperty(unique_index=True)  # lower case
    password_hash = StringProperty()
    reset_hash = StringProperty()  # of the newest reset link, until it was used
    reset_until_ms = IntegerProperty(index=True)
    email_verified = IntegerProperty()  # the id of the attempt that verified it, or absent
    factor_id = IntegerProperty()  # of the second factor that is on; its secret is made of it, and in no graph
    factor_step = IntegerProperty()  # the newest step of time of which a code was taken
    recovery_hashes = ArrayProperty(StringProperty())
    pending_factor_id = IntegerProperty()  # of one that was begun and not confirmed
    pending_factor_until_ms = IntegerProperty()


class Session(AsyncStructuredNode):
    """One sign-in on one device; gone when it is ended."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    user_id = IntegerProperty(index=True)
    refresh_hash = StringProperty()
    previous_hash = StringProperty()
    rotated_at_ms = IntegerProperty()
    user_agent = StringProperty()
    created_at = DateTimeNeo4jFormatProperty()
    last_used_at = DateTimeNeo4jFormatProperty()
    expires_at = DateTimeNeo4jFormatProperty(index=True)


class Hashtag(AsyncStructuredNode):
    """A word that people tag tweets with, in lower case and without `#`."""

    name = StringProperty(unique_index=True)


class Tweet(AsyncStructuredNode):
    """A tweet or, when it replies, a comment.

    `feed_author_id` is there only where feeds show it, `media_author_id` only with media.
    """

    content = StringProperty()
    uid = IntegerProperty(db_property="id", unique_index=True)
    author_id = IntegerProperty()
    feed_author_id = IntegerProperty()
    media_author_id = IntegerProperty()
    keywords = StringProperty()  # for search: `by<author_id> at<hour>`, hours since 2025 and 100,000, all of six digits
    parent_id = IntegerProperty()
    root_id = IntegerProperty()
    quoted_id = IntegerProperty()
    reply_settings = StringProperty()  # following or mentioned; absent: everyone may answer
    created_at = DateTimeNeo4jFormatProperty()
    edited_at = DateTimeNeo4jFormatProperty()
    reply_to = AsyncRelationshipTo("Tweet", "REPLY_TO")
    quotes = AsyncRelationshipTo("Tweet", "QUOTES")
    mentions = AsyncRelationshipTo("User", "MENTIONS", model=Mentions)
    tagged = AsyncRelationshipTo("Hashtag", "TAGGED", model=Tagged)
    versions = AsyncRelationshipTo("TweetVersion", "HAD_VERSION")
    media = AsyncRelationshipTo("Media", "HAS_MEDIA", model=HasMedia)


class ScheduledTweet(AsyncStructuredNode):
    """A tweet that is to be published later, and is then one with an id of its own; in no feed.

    `due_id` is the moment as an id, and the place in its author's list.
    """

    content = StringProperty()
    uid = IntegerProperty(db_property="id", unique_index=True)
    author_id = IntegerProperty()
    quoted_id = IntegerProperty()
    reply_settings = StringProperty()
    due_id = IntegerProperty()
    look_id = IntegerProperty(index=True)  # when a worker looks at it, as an id
    changed_id = IntegerProperty()  # of the last change
    created_at = DateTimeNeo4jFormatProperty()
    media = AsyncRelationshipTo("Media", "HAS_MEDIA", model=HasMedia)


class Media(AsyncStructuredNode):
    """A picture, by the names of its files; `unused_id` is its id while it is in no tweet, `tweet_id` says in which."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    owner_id = IntegerProperty()
    tweet_id = IntegerProperty()
    unused_id = IntegerProperty(index=True)
    name = StringProperty(unique_index=True)
    thumbnail = StringProperty(unique_index=True)
    type = StringProperty()
    alt = StringProperty()
    width = IntegerProperty()
    height = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()


class TweetVersion(AsyncStructuredNode):
    """What a tweet said before an edit; `id` is the edit's, `created_at` when this version was written."""

    content = StringProperty()
    uid = IntegerProperty(db_property="id", unique_index=True)
    tweet_id = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()


class User(AsyncStructuredNode):
    """A person, as others see one; `last_post_id` is the newest feed entry they made."""

    username = StringProperty()
    uid = IntegerProperty(db_property="id", unique_index=True)
    username_key = StringProperty(unique_index=True)
    name = StringProperty()
    bio = StringProperty()
    location = StringProperty()
    website = StringProperty()
    profile_image = StringProperty(index=True)  # the name of a file, as below
    cover_image = StringProperty(index=True)
    status = StringProperty()  # active, deactivated, suspended or, while what is left goes, deleted
    suspended_from = StringProperty()  # the status before a suspension
    suspended_until_ms = IntegerProperty(index=True)  # absent: for good
    removal_id = IntegerProperty()
    staff = BooleanProperty()
    protected = BooleanProperty()  # true, or absent: only followers read what they write
    likes_closed = BooleanProperty()  # true, or absent: nobody is told what they like
    last_post_id = IntegerProperty()
    pagerank = FloatProperty()  # this and the next as Graph Data Science found them last, or absent
    community = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()
    credential = AsyncRelationshipTo("Credential", "HAS_CREDENTIAL")
    sessions = AsyncRelationshipTo("Session", "HAS_SESSION")
    keys = AsyncRelationshipTo("IdempotencyKey", "HAS_KEY")
    exported = AsyncRelationshipTo("Export", "HAS_EXPORT")
    posted = AsyncRelationshipTo("Tweet", "POSTED")
    scheduled = AsyncRelationshipTo("ScheduledTweet", "SCHEDULED")
    follows_tag = AsyncRelationshipTo("Hashtag", "FOLLOWS_TAG")  # with id, user_id, hashtag and created_at
    follows = AsyncRelationshipTo("User", "FOLLOWS", model=Follows)
    blocks = AsyncRelationshipTo("User", "BLOCKS", model=Blocks)
    mutes = AsyncRelationshipTo("User", "MUTES", model=Mutes)
    dismissed = AsyncRelationshipTo("User", "DISMISSED", model=Dismissed)
    similar_to = AsyncRelationshipTo("User", "SIMILAR_TO", model=SimilarTo)
    mutes_word = AsyncRelationshipTo("MutedWord", "MUTES_WORD")
    mutes_thread = AsyncRelationshipTo("Tweet", "MUTES_THREAD", model=MutesThread)
    reported = AsyncRelationshipTo("Report", "REPORTED")
    requested = AsyncRelationshipTo("User", "REQUESTED", model=Requested)
    pinned = AsyncRelationshipTo("Tweet", "PINNED", model=Pinned)
    liked = AsyncRelationshipTo("Tweet", "LIKED", model=Liked)
    bookmarked = AsyncRelationshipTo("Tweet", "BOOKMARKED", model=Bookmarked)
    retweeted = AsyncRelationshipTo("Tweet", "RETWEETED", model=Retweeted)
    mentions = AsyncRelationshipTo("User", "MENTIONS", model=Mentions)  # in the quote of a retweet


class MutedWord(AsyncStructuredNode):
    """A word that a person does not want to read; `key` makes one of (person, word), `pattern` finds it in a text."""

    word = StringProperty()  # in lower case
    uid = IntegerProperty(db_property="id", unique_index=True)
    key = StringProperty(unique_index=True)
    owner_id = IntegerProperty()
    pattern = StringProperty()
    until_ms = IntegerProperty(index=True)
    created_at = DateTimeNeo4jFormatProperty()


class Notification(AsyncStructuredNode):
    """Something a person should know; `key` makes one of (receiver, verb, actor, target)."""

    verb = StringProperty()
    uid = IntegerProperty(db_property="id", unique_index=True)
    key = StringProperty(unique_index=True)
    receiver_id = IntegerProperty()
    read = BooleanProperty()
    in_retweet = BooleanProperty()  # what it tells stands in the quote of a retweet of that tweet
    created_at = DateTimeNeo4jFormatProperty()
    to = AsyncRelationshipTo("User", "TO")
    sender = AsyncRelationshipTo("User", "FROM")
    about = AsyncRelationshipTo("Tweet", "ABOUT")


class Tombstone(AsyncStructuredNode):
    """What is left of a deleted tweet while answers or quotes point at it; the ids keep its place in the thread."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    removal_id = IntegerProperty()
    parent_id = IntegerProperty()
    root_id = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()


class HiddenTweet(AsyncStructuredNode):
    """A tweet that staff have hidden, a Tombstone for all others: whole, but for its label and its author's id."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    hidden_author_id = IntegerProperty(index=True)


class Trends(AsyncStructuredNode):
    """The hashtags that more people used than usual when that was last looked for; `until` is that moment as an id."""

    window = StringProperty(unique_index=True)  # hour or day
    until = IntegerProperty()
    as_of = DateTimeNeo4jFormatProperty()
    found = AsyncRelationshipTo("Hashtag", "HAS_TREND")  # with its position, people and score


ALL = (
    Credential,
    DeadLetter,
    Export,
    Hashtag,
    HiddenTweet,
    IdempotencyKey,
    ImportedFile,
    Media,
    ModerationAction,
    MutedWord,
    Notification,
    Outbox,
    ProcessSlot,
    Report,
    ReportCase,
    ScheduledTweet,
    SchemaVersion,
    Session,
    SetAside,
    Tombstone,
    Trends,
    Tweet,
    TweetVersion,
    User,
)
