"""The rules of a tweet's text beyond its form."""

from api.errors import ApiError, invalid
from graph.tweets.text import is_blank


def checked_content(content: str, most: int) -> str:
    """The text, if it can be seen and is not too long. Raises `empty_tweet` and `validation_error`."""
    if is_blank(content):
        raise ApiError("empty_tweet")
    if len(content) > most:
        raise invalid(content=f"At most {most} characters.")
    return content
