"""What an archive of a person's data says; pictures by the names of their files, moments as the API writes them."""

from graph.records import Instant, Record


class Account(Record):
    """A person, without what they sign in with."""

    id: int
    username: str
    name: str
    bio: str | None
    location: str | None
    website: str | None
    profile_image: str | None
    cover_image: str | None
    status: str
    suspended_until: Instant | None
    staff: bool
    protected: bool
    likes_open: bool
    created_at: Instant | None
    pinned_tweet: int | None
    email: str | None
    email_verified: bool
    two_factor: bool


class Row(Record):
    """One thing of a list, by its id."""

    id: int


class Dated(Row):
    """A thing and when it came to be; people who were imported may not say so."""

    created_at: Instant | None


class Session(Dated):
    """Where a person is signed in."""

    user_agent: str | None
    last_used_at: Instant | None
    expires_at: Instant | None


class Version(Record):
    """What a tweet said before an edit."""

    content: str
    created_at: Instant | None


class Written(Dated):
    """A tweet or a comment of the person's, with what it said before; others' are named by id."""

    content: str
    reply_to: int | None
    thread: int | None
    quote_of: int | None
    reply_settings: str
    media: list[str]
    versions: list[Version]
    edited_at: Instant | None


class Scheduled(Dated):
    """A tweet that is to be published."""

    due_id: int
    content: str
    quote_of: int | None
    reply_settings: str
    media: list[str]
    scheduled_at: Instant


class Kept(Dated):
    """Somebody's tweet that the person likes or keeps; `author` is null where the two do not meet."""

    tweet_id: int
    author: str | None


class Retweeted(Kept):
    """Somebody's tweet that the person passed on, with their words."""

    quote: str | None


class Tied(Dated):
    """How the person stands to another, who is null where the two do not meet."""

    username: str | None


class MutedPerson(Tied):
    """Whom the person has muted, and how."""

    notifications: bool
    until: Instant | None


class MutedWord(Dated):
    """A word that the person does not want to read."""

    word: str
    until: Instant | None


class MutedThread(Dated):
    """A thread of which the person wants to hear no more, by the tweet that began it."""

    tweet_id: int


class FollowedTag(Dated):
    """A hashtag that the person follows."""

    hashtag: str


class Told(Dated):
    """What the person was told, by whom and about which tweet."""

    verb: str
    actor: str | None
    tweet_id: int | None
    is_read: bool
    in_retweet: bool


class Mention(Row):
    """Where the person is named: `id` is the tweet's, or the retweet's in whose quote it stands."""

    author: str
    in_retweet: bool


class Report(Dated):
    """What the person reported: `about` is `tweet:<id>` or `person:<id>`."""

    about: str
    reason: str
    comment: str
    settled: bool


class Ruled(Dated):
    """What staff did to the person, or to a tweet of theirs."""

    act: str
    tweet_id: int | None
    until: Instant | None


class Medium(Dated):
    """A picture, by the name of its file in the archive's folder of pictures."""

    name: str
    type: str
    alt: str
    width: int
    height: int
    tweet_id: int | None
