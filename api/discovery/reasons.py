"""Reasons in words, in English, for who reads them beside a person or a tweet."""

from collections.abc import Sequence

from graph.discovery.feeds import Reason
from graph.records import Author


def listed(people: Sequence[Author], count: int, *, of: str = "", you: int | None = None) -> str:
    """The first two of some people by name and the number of the others, such as "Ada, Bo and 12 others you follow".

    `of` says whom the others are among; who has the id `you` is called that. Nothing of nobody.
    """
    names = ["you" if person.id == you else person.name or person.username for person in people[:2]]
    others = count - len(names)
    if others:
        names.append(f"{others} other{'s' if others > 1 else ''}{of}")
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def engaged(reason: Reason) -> str:
    """Why a tweet is shown: who of those one follows likes it, and who passed it on."""
    said = [
        f"{act} by {listed(people, count, of=' you follow')}"
        for act, people, count in (
            ("liked", reason.liked_by, reason.liked_by_count),
            ("retweeted", reason.retweeted_by, reason.retweeted_by_count),
        )
        if people
    ]
    return sentence(said)


def sentence(parts: Sequence[str]) -> str:
    """Some parts as one, the first of them with a capital."""
    joined = ", ".join(parts)
    return joined[:1].upper() + joined[1:]
