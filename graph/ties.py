"""The relationships of the data model that carry properties, in neomodel, as `graph/nodes.py` has the nodes."""

from neomodel import (
    AsyncStructuredRel,
    BooleanProperty,
    DateTimeNeo4jFormatProperty,
    FloatProperty,
    IntegerProperty,
    StringProperty,
)


class Follows(AsyncStructuredRel):
    """One person follows another, since `created_at`."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    follower_id = IntegerProperty()
    followee_id = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()


class Blocks(AsyncStructuredRel):
    """Each of two people is gone for the other, because the first wants it so."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    blocker_id = IntegerProperty()
    blocked_id = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()


class Mutes(AsyncStructuredRel):
    """A person keeps another out of their feeds, and maybe out of their notifications; until a moment, or for ever."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    muter_id = IntegerProperty()
    muted_id = IntegerProperty()
    notifications = BooleanProperty()
    until_ms = IntegerProperty(index=True)
    created_at = DateTimeNeo4jFormatProperty()


class Dismissed(AsyncStructuredRel):
    """A person wants another suggested no more."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    dismisser_id = IntegerProperty()
    dismissed_id = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()


class SimilarTo(AsyncStructuredRel):
    """A person is like another, as Graph Data Science found at `found_ms`; thirty at most of each person."""

    person_id = IntegerProperty()
    other_id = IntegerProperty()
    score = FloatProperty()
    found_ms = IntegerProperty()


class MutesThread(AsyncStructuredRel):
    """A person wants to hear no more of a thread; it goes to the tweet that began it."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    user_id = IntegerProperty()
    tweet_id = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()


class Requested(AsyncStructuredRel):
    """A person asks to follow a protected one; gone when that one has decided."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    requester_id = IntegerProperty()
    target_id = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()


class Liked(AsyncStructuredRel):
    """A person likes a tweet."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    user_id = IntegerProperty()
    tweet_id = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()


class Bookmarked(AsyncStructuredRel):
    """A person keeps a tweet for later; nobody else sees it."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    user_id = IntegerProperty()
    tweet_id = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()


class Pinned(AsyncStructuredRel):
    """A tweet that its author shows first on their page; one of each author."""

    uid = IntegerProperty(db_property="id")
    user_id = IntegerProperty()
    tweet_id = IntegerProperty()
    created_at = DateTimeNeo4jFormatProperty()


class Retweeted(AsyncStructuredRel):
    """A person passes a tweet on, with a quote or without; `id` is the feed entry's."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    actor_id = IntegerProperty()
    tweet_id = IntegerProperty()
    quote = StringProperty()
    created_at = DateTimeNeo4jFormatProperty()


class Mentions(AsyncStructuredRel):
    """A tweet, or a person in a retweet's quote, names a person; `id` is the tweet's or the retweet's, for order."""

    uid = IntegerProperty(db_property="id")
    user_id = IntegerProperty()


class Tagged(AsyncStructuredRel):
    """A tweet carries a hashtag; `id` is the tweet's, for order within the tag."""

    uid = IntegerProperty(db_property="id")
    hashtag = StringProperty()


class HasMedia(AsyncStructuredRel):
    """A tweet shows a picture, the first at position 0."""

    position = IntegerProperty()
