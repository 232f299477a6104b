"""What the account statements give."""

from typing import Literal

from graph.records import FileUrl, Instant, Record, Tweet


class Registration(Record):
    """Whether a name or an address was taken; nothing was written if one was."""

    username_taken: bool
    email_taken: bool


class SecondFactor(Record):
    """A person's second factor; no id if none is on."""

    factor_id: int | None
    factor_step: int | None
    recovery_hashes: list[str]


class Credential(SecondFactor):
    """What a person signs in with; no hash if they never set a password."""

    user_id: int
    status: Literal["active", "deactivated", "suspended"]
    password_hash: str | None


class Begun(Record):
    """Whose second factor was begun."""

    user_id: int


class Opened(Record):
    """A session that was opened."""

    session_id: int


class Owner(Record):
    """Whose session was opened."""

    user_id: int


class Ended(Record):
    """Whether the refresh token was one of this session."""

    known: bool


class SessionState(Record):
    """Whose a standing session is, and whether they are active."""

    user_id: int
    active: bool


class Rotation(Record):
    """What became of a refresh token, and when its successor was made."""

    outcome: Literal["rotated", "repeated", "reused"]
    rotated_at_ms: int


class OwnProfile(Record):
    """What a person says about themself."""

    name: str
    bio: str
    profile_image: FileUrl | None
    cover_image: FileUrl | None
    location: str | None
    website: str | None
    protected: bool
    likes_open: bool


class Me(OwnProfile):
    """A person's own profile with what only they see; no address if they were loaded without one."""

    id: int
    username: str
    email: str | None
    email_verified: bool
    two_factor: bool


class PublicProfile(Record):
    """What others read about a person; `id` is the person's."""

    id: int
    name: str
    bio: str
    profile_image: FileUrl | None
    cover_image: FileUrl | None
    website: str | None
    location: str | None


class Profile(Record):
    """A person's page, with what stands between them and the reader."""

    username: str
    profile: PublicProfile
    followers_count: int
    following_count: int
    pinned_tweet: Tweet | None
    is_following: bool
    follows_you: bool
    is_muted: bool
    is_blocked: bool
    is_requested: bool
    is_protected: bool
    social_distance: int | None


class Verification(Record):
    """Where a link to verify an address goes, unless it is verified or there is none."""

    email: str | None
    email_verified: bool


class OwnCredential(SecondFactor):
    """What a person proves themself with; the hash of a reset link stands until it was used or the password changed."""

    username: str
    email: str | None
    password_hash: str | None
    pending_factor_id: int | None
    reset_hash: str | None
    reset_until_ms: int | None


class Session(Record):
    """One of a person's sessions; `current` is the one that asks."""

    id: int
    user_agent: str
    created_at: Instant
    last_used_at: Instant
    current: bool


class Sessions(Record):
    """A stretch of a person's sessions, and how many there are."""

    count: int
    sessions: list[Session]


class EndedSessions(Record):
    """The sessions that a change ended, for whoever must be told."""

    ended: list[int]


class Restored(Record):
    """What a person's account is after a suspension was lifted."""

    status: Literal["active", "deactivated"]


class Recipient(Record):
    """To whom a mail goes; no address if they were loaded without one."""

    username: str
    email: str | None


class Lifted(Record):
    """Whose suspension was lifted."""

    user_id: int


class LeftTweet(Record):
    """A tweet that a deleted person has left."""

    tweet_id: int


class Erased(Record):
    """How much of a deleted person was removed; 0 when the person went, too."""

    removed: int


class Member(Record):
    """A person as staff see one; no address if they were loaded without one."""

    id: int
    username: str
    email: str | None


class Staff(Record):
    """A stretch of all people, and whether the reader may see it."""

    is_staff: bool
    people: list[Member]


class Swept(Record):
    """How many were swept in one go."""

    swept: int
