"""What the account operations take and give."""

from typing import Annotated, Literal

import msgspec
from litestar.datastructures import UploadFile
from msgspec import UNSET, Meta, UnsetType

from api.passwords import LEAST, MOST
from api.security import Pair
from graph.accounts.records import PublicProfile
from graph.records import Tweet

Username = Annotated[str, Meta(min_length=3, max_length=30, pattern="^[A-Za-z0-9_]+$", examples=["ada"])]
Email = Annotated[str, Meta(min_length=3, max_length=254, examples=["ada@example.com"])]
NewPassword = Annotated[str, Meta(min_length=LEAST, max_length=MOST, examples=["correct horse battery"])]
Password = Annotated[str, Meta(min_length=1, max_length=MOST, examples=["correct horse battery"])]
Repeated = Annotated[str, Meta(max_length=MOST, description="The password again.", examples=["correct horse battery"])]
Token = Annotated[str, Meta(min_length=1, max_length=4096, examples=["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…"])]
Name = Annotated[str, Meta(min_length=1, max_length=100, examples=["Ada Lovelace"])]
Bio = Annotated[str, Meta(max_length=350, examples=["Notes on the Analytical Engine."])]
Website = Annotated[str, Meta(max_length=200, examples=["https://example.com/ada"])]
Image = Annotated[UploadFile | None, Meta(description="A picture in a multipart form; empty removes it.")]
Location = Annotated[str, Meta(max_length=100, examples=["London"])]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all bodies: what is not documented is refused."""


class Registering(Body, frozen=True, kw_only=True):
    """Who registers."""

    username: Username
    email: Email
    password: NewPassword
    password2: Repeated


Code = Annotated[
    str,
    Meta(
        min_length=6,
        max_length=40,
        description="Six digits of the authenticator app, or a recovery code; each is good once.",
        examples=["492039"],
    ),
]


class LoggingIn(Body, frozen=True, kw_only=True):
    """Who logs in; `username` may be the e-mail address."""

    username: Annotated[str, Meta(min_length=1, max_length=254, examples=["ada"])]
    password: Password

    code: Code | UnsetType = UNSET


class Activating(LoggingIn, frozen=True, kw_only=True):
    """Who comes back; `username` may be the e-mail address."""


class Confirming(Body, frozen=True, kw_only=True):
    """The password of who is signed in."""

    password: Password


class ConfirmingFactor(Body, frozen=True, kw_only=True):
    """The first code that the app shows."""

    code: Code


class EndingFactor(Confirming, frozen=True, kw_only=True):
    """The password of who is signed in, and a code."""

    code: Code


class TurningOver(Body, frozen=True, kw_only=True):
    """A new password for an old one."""

    old_password: Password
    password: NewPassword
    password2: Repeated


class SendingReset(Body, frozen=True, kw_only=True):
    """To whom a link goes, if somebody has this address."""

    email: Annotated[str, Meta(min_length=1, max_length=254, examples=["ada@example.com"])]


class Resetting(Body, frozen=True, kw_only=True):
    """A new password."""

    password: NewPassword
    password2: Repeated


class Refreshing(Body, frozen=True, kw_only=True):
    """A refresh token."""

    refresh: Token


Protected = Annotated[bool, Meta(description="Whether only followers, whom you accept, read what you write.")]
LikesOpen = Annotated[bool, Meta(description="Whether others are told by name that you like their tweets.")]


class Profiling(Body, frozen=True, kw_only=True):
    """A whole profile; what is left out and may be empty is emptied; pictures and settings that are left out stay."""

    name: Name
    bio: Bio = ""
    website: Website | None = None
    location: Location | None = None
    profile_image: Image | UnsetType = UNSET
    cover_image: Image | UnsetType = UNSET
    protected: Protected | UnsetType = UNSET
    likes_open: LikesOpen | UnsetType = UNSET


class ProfileChange(Body, frozen=True, kw_only=True):
    """Part of a profile; what is left out stays."""

    name: Name | UnsetType = UNSET
    bio: Bio | UnsetType = UNSET
    website: Website | UnsetType | None = UNSET
    location: Location | UnsetType | None = UNSET
    profile_image: Image | UnsetType = UNSET
    cover_image: Image | UnsetType = UNSET
    protected: Protected | UnsetType = UNSET
    likes_open: LikesOpen | UnsetType = UNSET


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """The two tokens of a session."""

    token: Pair


class Registered(Issued, frozen=True, kw_only=True):
    """A new person's first session."""

    detail: Literal["Registration successful"] = "Registration successful"


class LoggedIn(Issued, frozen=True, kw_only=True):
    """A new session."""

    detail: Literal["Login Success"] = "Login Success"


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An answer in a sentence."""

    detail: str


class Factor(msgspec.Struct, frozen=True, kw_only=True):
    """What an authenticator app needs; shown once."""

    secret: Annotated[str, Meta(examples=["JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"])]
    otpauth_uri: Annotated[
        str, Meta(examples=["otpauth://totp/TweetGraph:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=TweetGraph"])
    ]


class RecoveryCodes(msgspec.Struct, frozen=True, kw_only=True):
    """Codes for who lost the app; shown once, and each good once."""

    recovery_codes: Annotated[list[str], Meta(examples=[["k3v7qa-m2xw5t-p6zrbn-c4yhdj"]])]


class ProfilePage(msgspec.Struct, frozen=True, kw_only=True):
    """A person's page; the flags of a reader are there for a signed-in one."""

    username: str
    profile: PublicProfile
    followers_count: int
    followers: str
    following_count: int
    following: str
    posts: str
    pinned_tweet: Tweet | None
    is_protected: bool
    is_following: bool | UnsetType = UNSET
    follows_you: bool | UnsetType = UNSET
    is_muted: bool | UnsetType = UNSET
    is_blocked: bool | UnsetType = UNSET
    is_requested: bool | UnsetType = UNSET
    social_distance: Annotated[
        int | UnsetType | None,
        Meta(
            description=(
                "How many follows lead from you to the person, over people whom you may read: 0 to yourself, 1 to whom "
                "you follow; null if it takes more than three, or if no way is found among the newest follows."
            )
        ),
    ] = UNSET
