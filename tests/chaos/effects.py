"""Compares what people were told with what the graph holds when all is done."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.chaos.history import Act, Ended, Person, Tweet
from tests.chaos.seen import SUBJECTS, WELCOME, Finding, Seen

RECOVERY = 60.0  # seconds after a fault within which late work is done


def people(seen: Seen, ended: Ended) -> Iterator[Finding]:
    """Who is there, what became of their accounts, and what they were told of it."""
    here = {person.name: person for person in ended.people}
    names = {act.who for act in seen.acts}
    for name in sorted(here.keys() - names):
        yield Finding("unasked", f"nobody registered as {name}")
    for name in sorted(names):
        registered, person = seen.bounds(name, "register"), here.get(name)
        if person is None:
            if registered.least and name not in seen.gone:
                yield Finding("lost write", f"{name} registered and is not there")
            continue
        if seen.bounds(name, "delete").least:
            yield Finding("lost write", f"{name} deleted the account and is there")
        if not registered.most:
            yield Finding("accepted", f"{name} is there after a registration that was refused")
        yield from _welcomed(seen, person)
        for subject in SUBJECTS:
            yield from _told(seen, person, subject)
        yield from _status(seen, person)


def _welcomed(seen: Seen, person: Person) -> Iterator[Finding]:
    welcomes = sum(verb == "welcome" for verb, _ in person.notices)
    if welcomes != 1:
        yield Finding("doubled effect" if welcomes else "lost effect", f"{person.name} has {welcomes} welcomes")
    if (person.name, WELCOME) not in seen.mailed:
        yield Finding("lost mail", f"{person.name} was not mailed a welcome")


def _told(seen: Seen, person: Person, subject: str) -> Iterator[Finding]:
    """A notification and a mail for each event; a mail's Message-ID begins with the notification's id."""
    what, verb = SUBJECTS[subject]
    bounds = seen.bounds(person.name, what)
    ids = {str(id_) for each, id_ in person.notices if each == verb}
    mailed = {message_id.strip("<").partition("@")[0] for message_id in seen.mailed.get((person.name, subject), ())}
    if len(ids) < bounds.least:
        yield Finding("lost write", f"{person.name} has {len(ids)} of {bounds.least} “{verb}”")
    if len(ids) > bounds.most:
        yield Finding("doubled effect", f"{person.name} has {len(ids)} “{verb}” of at most {bounds.most}")
    for id_ in sorted(ids - mailed):
        yield Finding("lost mail", f"{person.name} was not mailed “{subject}” of {id_}")
    for id_ in sorted(mailed - ids):
        yield Finding(
            "changed Message-ID", f"{person.name} was mailed “{subject}” of {id_}, which is no event of theirs"
        )


def _status(seen: Seen, person: Person) -> Iterator[Finding]:
    left, back = seen.bounds(person.name, "deactivate"), seen.bounds(person.name, "activate")
    if left.least < left.most or back.least < back.most:
        return
    status = "active" if left.least == back.least else "deactivated"
    if person.status != status:
        yield Finding("lost write", f"{person.name} is {person.status} instead of {status}")


def tweets(seen: Seen, ended: Ended) -> Iterator[Finding]:
    """What was written or scheduled is there once, and whom it names was told once."""
    by_mark: dict[str, list[Tweet]] = defaultdict(list)
    for tweet in ended.tweets:
        by_mark[tweet.mark].append(tweet)
    written = [act for act in seen.acts if act.what in {"tweet", "comment", "schedule"}]
    for act in written:
        yield from _written(seen, act, by_mark[act.mark])
    for mark in sorted(by_mark.keys() - {act.mark for act in written}):
        if {tweet.author for tweet in by_mark[mark]} - seen.gone:
            yield Finding("unasked", f"nobody wrote {mark}")


def _written(seen: Seen, act: Act, found: list[Tweet]) -> Iterator[Finding]:
    who = f"{act.what} {act.mark} of {act.who} in round {act.round}"
    if act.outcome == "refused" and found:
        yield Finding("accepted", f"{who} was refused and is there")
    if act.outcome == "done" and not found and act.who not in seen.gone:
        yield Finding("lost write", f"{who} is not there")
    if len(found) > 1:
        yield Finding("doubled effect", f"{who} is there {len(found)} times")
    for tweet in found:
        if sorted(tweet.mentioned) != sorted(act.names):
            kind = "doubled effect" if len(tweet.mentioned) > len(act.names) else "lost effect"
            yield Finding(kind, f"{who} told {tweet.mentioned} instead of {act.names}")
        if act.due_ms:
            yield from _moment(seen, act, tweet, who)


def _moment(seen: Seen, act: Act, tweet: Tweet, who: str) -> Iterator[Finding]:
    """When a scheduled tweet was published: not before its time, and not long after it or a fault that delayed it."""
    at, due = tweet.created_ms / 1000, act.due_ms / 1000
    if at < due:
        yield Finding("too early", f"{who} was published {due - at:.3f} s early")
    delayed = max([due, *(fault.began for fault in seen.faults if fault.began < at)])
    if at > delayed + RECOVERY:
        yield Finding("slow recovery", f"{who} was published {at - due:.1f} s late")


# What makes or ends something between somebody and a tweet, or somebody else: what it is, and whether it is there then.
TIES = {
    "like": ("like", 1),
    "unlike": ("like", 0),
    "bookmark": ("bookmark", 1),
    "unbookmark": ("bookmark", 0),
    "follow": ("follow", 1),
    "unfollow": ("follow", 0),
}


def ties(seen: Seen, ended: Ended) -> Iterator[Finding]:
    """What was acknowledged last of each like, bookmark and follow is so, once, if who did it is there.

    An answer that was lost leaves both open; what was refused changes nothing.
    """
    found = Counter((name, "like", str(tweet.id)) for tweet in ended.tweets for name in tweet.likers)
    found += Counter((name, "bookmark", str(tweet.id)) for tweet in ended.tweets for name in tweet.keepers)
    found += Counter((person.name, "follow", name) for person in ended.people for name in person.follows)
    here, possible = {person.name for person in ended.people}, dict[tuple[str, str, str], set[int]]()
    for act in sorted(seen.acts, key=lambda act: act.sent):
        if act.what in TIES and act.who in here:
            what, count = TIES[act.what]
            states = possible.setdefault((act.who, what, act.mark), {0})
            if act.outcome == "done":
                states.clear()
            if act.outcome != "refused":
                states.add(count)
    for tie in possible.keys() | found.keys():
        count, states = found[tie], possible.get(tie, {0})
        if count in states or tie[0] not in here:
            continue
        kind = "lost write" if count == 0 else "doubled effect" if count > 1 else "accepted"
        yield Finding(kind, f"{' '.join(tie)} is there {count} times instead of {sorted(states)}")
