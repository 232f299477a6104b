"""Which usernames, e-mail addresses and websites are accepted."""

import re
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

# Names that are, or look like, a part of the product; compared in lower case.
RESERVED = frozenset(  # a paragraph reads better than ninety lines
    """
    about account accounts activate admin administrator analytics api app auth blog bookmark bookmarks browser
    change_password comment comments contact deactivate delete docs edit everyone explore favicon feed feeds
    follow followers following graph hashtag hashtags health help here home info likes list login logout mail me
    media mention mentions message messages metrics moderator neo4j news none notification notifications null
    official people pin privacy profile read redoc refresh register replies reset reset_password retweet
    retweets robots root scalar schema search security session sessions settings signin signup static status
    suggestions support system team terms thread timeline token trends tweet tweetgraph tweets undefined
    unfollow unread update user users username webmaster welcome well_known ws www
    """.split()  # noqa: SIM905
)


def email_address(text: str) -> str | None:
    """The address in lower case as it is kept; None if it is none. Its domain is not looked up."""
    try:
        return validate_email(text, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return None


def is_website(text: str) -> bool:
    """Whether this is an http or https address with a host, and nothing that a browser would run."""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and has_host and not re.search(r"[\s\x00-\x1f\x7f<>\"]", text)
