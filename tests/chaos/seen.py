"""A history by kinds, and what a checker can find in it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tests.chaos.history import Act, AnyLine, Back, Ended, Fault, Mail, Odd, Quiet, Restart, Stream

WELCOME = "Welcome to TweetGraph"
# A mail's subject: the request that causes it, and the notification of the same event.
SUBJECTS = {
    "Your password was changed": ("change", "changed"),
    "Your account was deactivated": ("deactivate", "deactivated"),
    "Welcome back": ("activate", "reactivated"),
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong."""

    kind: str
    text: str


@dataclass(frozen=True)
class Bounds:
    """How often something was done: as often as was acknowledged, and once more for each answer that was lost."""

    least: int
    most: int


@dataclass
class Seen:
    """The lines of a history by kinds; `ended` is None if the run was broken off."""

    acts: list[Act] = field(default_factory=list)
    odd: list[Odd] = field(default_factory=list)
    backs: list[Back] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    streams: list[Stream] = field(default_factory=list)
    quiets: list[Quiet] = field(default_factory=list)
    restarts: list[Restart] = field(default_factory=list)
    ended: Ended | None = None

    @classmethod
    def of(cls, lines: Sequence[AnyLine]) -> "Seen":
        """Sort lines by kind."""
        return cls(
            acts=[line for line in lines if isinstance(line, Act)],
            odd=[line for line in lines if isinstance(line, Odd)],
            backs=[line for line in lines if isinstance(line, Back)],
            faults=[line for line in lines if isinstance(line, Fault)],
            mails=sorted((line for line in lines if isinstance(line, Mail)), key=lambda mail: mail.at),
            streams=[line for line in lines if isinstance(line, Stream)],
            quiets=[line for line in lines if isinstance(line, Quiet)],
            restarts=[line for line in lines if isinstance(line, Restart)],
            ended=next((line for line in lines if isinstance(line, Ended)), None),
        )

    @cached_property
    def _counts(self) -> Counter[tuple[str, str, str]]:
        return Counter((act.who, act.what, act.outcome) for act in self.acts)

    def bounds(self, who: str, what: str) -> Bounds:
        """How often a person did something."""
        done = self._counts[who, what, "done"]
        return Bounds(done, done + self._counts[who, what, "unknown"])

    @cached_property
    def mailed(self) -> dict[tuple[str, str], set[str]]:
        """The Message-IDs of mails by receiver and subject."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for mail in self.mails:
            found[mail.to.partition("@")[0], mail.subject].add(mail.message_id)
        return found

    @cached_property
    def gone(self) -> set[str]:
        """Who has deleted their account, or may have."""
        return {act.who for act in self.acts if act.what == "delete" and act.outcome != "refused"}
