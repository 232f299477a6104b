"""What the account statements give."""

from typing import Literal

from graph.records import Record


class Registration(Record):
    """Whether a name or an address was taken; nothing was written if one was."""

    username_taken: bool
    email_taken: bool


class Credential(Record):
    """What a person signs in with; no hash if they never set a password."""

    user_id: int
    status: Literal["active", "deactivated", "suspended"]
    password_hash: str | None


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
    profile_image: str | None
    cover_image: str | None
    location: str | None
    website: str | None


class Me(OwnProfile):
    """A person's own profile with what only they see; no address if they were loaded without one."""

    id: int
    username: str
    email: str | None


class PublicProfile(Record):
    """What others read about a person; `id` is the person's."""

    id: int
    name: str
    bio: str
    profile_image: str | None
    cover_image: str | None
    website: str | None
    location: str | None


class Profile(Record):
    """A person's page, with what stands between them and the reader."""

    username: str
    profile: PublicProfile
    followers_count: int
    following_count: int
    is_following: bool
    follows_you: bool
    is_muted: bool
    is_blocked: bool
