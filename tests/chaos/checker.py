"""Reads a history and says what is wrong with it: a pure function of what was sent, told, mailed and left.

Every acknowledged write is there, refused ones are not; every event has its effect once; each mail was sent at least
once, under one Message-ID, and again only if a fault that excuses it lay between; the stream stayed small, and late
work was done a minute after each fault.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tests.chaos import effects
from tests.chaos.effects import RECOVERY
from tests.chaos.history import AnyLine, Began, Ended, Fault, Mail
from tests.chaos.seen import SUBJECTS, WELCOME, Finding, Seen

LONGEST = 2_000  # entries of the stream: ten times what is under way at most
AT_THE_END = 3  # what a heartbeat leaves
BUDGET = 20.0  # seconds within which each request has to end: two calls to Neo4j, and what a busy machine needs
RETURN = 10.0  # seconds within which requests succeed again when Neo4j and Redis can be reached
LEAST_AHEAD = 10  # seconds by which a tweet has to be scheduled ahead
SLACK = 1.0  # seconds by which the moments of two processes may differ
EXCUSING = ("kill worker", "kill leader", "hold worker", "hold leader", "kill neo4j", "hold neo4j")


def check(lines: Sequence[AnyLine]) -> list[Finding]:
    """All that is wrong; of a run that was broken off, what can be said without its end."""
    seen = Seen.of(lines)
    found = [*_answers(seen), *_repeats(seen), *_unasked_mails(seen), *_pace(seen)]
    if seen.ended is not None:
        found += _rest(seen.ended)
        for compared in (effects.people, effects.tweets, effects.ties):
            found += compared(seen, seen.ended)
    return found


def _answers(seen: Seen) -> Iterator[Finding]:
    for act in seen.acts:
        who = f"{act.what} {act.mark} of {act.who} in round {act.round}"
        if act.status is not None and act.status >= 500 and act.status != 503:
            yield Finding("server error", f"{who} was answered {act.status}")
        # An API that was away for long may find that the moment of a scheduled tweet is too near by now.
        too_near = act.due_ms and act.due_ms / 1000 < act.told + LEAST_AHEAD
        if act.ought == "done" and act.outcome == "refused" and not too_near:
            yield Finding("refused", f"{who} was answered {act.status}")
        if act.ought == "refused" and act.outcome == "done":
            yield Finding("accepted", f"{who} was answered {act.status}")
    for odd in seen.odd:
        who = f"{odd.asked} of {odd.who}, answered {odd.status} {odd.text}"
        if odd.took > BUDGET:
            yield Finding("late answer", f"{who}, took {odd.took:.1f} s")
        if not odd.typed:
            yield Finding("untyped error", who)
        elif odd.status is not None and odd.status >= 500 and odd.status != 503:
            yield Finding("server error", who)


def _repeats(seen: Seen) -> Iterator[Finding]:
    """One Message-ID for one mail, and the same mail again only when something excuses that."""
    times: dict[str, list[Mail]] = defaultdict(list)
    for mail in seen.mails:
        times[mail.message_id].append(mail)
    for message_id, mails in times.items():
        if len({(mail.to, mail.subject) for mail in mails}) > 1:
            yield Finding("shared Message-ID", f"{message_id} is that of different mails")
        for first, second in pairwise(mails):
            if not any(_excuses(fault, first.at, second.at) for fault in seen.faults):
                gap = second.at - first.at
                yield Finding("mail twice", f"{message_id} to {first.to} again after {gap:.1f} s, at {second.at:.1f}")


def _excuses(fault: Fault, first: float, second: float) -> bool:
    """Whether a fault between two moments may have a mail sent again: it took a worker, or what the worker knew."""
    if not fault.what.startswith(EXCUSING):
        return False
    # A worker is dead in a moment; what is held, or is Neo4j, makes trouble until it is back.
    is_moment = fault.what.startswith(("kill worker", "kill leader"))
    ended = fault.began if is_moment else second if fault.ended is None else fault.ended
    return fault.began <= second and ended >= first - SLACK


def _unasked_mails(seen: Seen) -> Iterator[Finding]:
    for (name, subject), ids in seen.mailed.items():
        if subject == WELCOME:
            most = min(seen.bounds(name, "register").most, 1)
        else:
            most = seen.bounds(name, SUBJECTS[subject][0]).most if subject in SUBJECTS else 0
        if len(ids) > most:
            yield Finding("changed Message-ID", f"{len(ids)} of “{subject}” to {name}, who caused {most}")


def _pace(seen: Seen) -> Iterator[Finding]:
    for stream in seen.streams:
        if stream.length > LONGEST or stream.pending > LONGEST:
            yield Finding("unbounded stream", f"{stream.length} entries, {stream.pending} pending at {stream.at:.1f}")
    for quiet in seen.quiets:
        if quiet.took is None or quiet.took > RECOVERY:
            took = "more than anybody waited" if quiet.took is None else f"{quiet.took:.1f} s"
            yield Finding("slow recovery", f"late work of round {quiet.round} took {took}")
    for back in seen.backs:
        if back.took is None or back.took > RETURN:
            took = "more than anybody waited" if back.took is None else f"{back.took:.1f} s"
            yield Finding("slow return", f"after {back.what} it took {took}")
    for fault in seen.faults:
        if fault.ended is None:
            yield Finding("did not come back", f"{fault.what} in round {fault.round}")


def _rest(ended: Ended) -> Iterator[Finding]:
    for name in ("waiting", "failing", "dead", "scheduled"):
        if count := getattr(ended, name):
            yield Finding("lost effect", f"{count} events or tweets are {name} at the end")
    if ended.length > AT_THE_END or ended.pending:
        yield Finding("unbounded stream", f"{ended.length} entries, {ended.pending} pending at the end")
    for what, count in ended.left.items():
        if count:
            yield Finding("lost effect", f"{count} {what} of what was deleted")


def summary(lines: Sequence[AnyLine]) -> list[str]:
    """What happened, in a few sentences."""
    seen = Seen.of(lines)
    began = next((line for line in lines if isinstance(line, Began)), None)
    rounds = {act.round for act in seen.acts} | {fault.round for fault in seen.faults}
    outcomes = Counter(act.outcome for act in seen.acts)
    kinds = Counter(fault.what for fault in seen.faults)
    sent = Counter(mail.message_id for mail in seen.mails)
    sentences = [
        f"{len(rounds)} rounds"
        + (f" from seed {began.seed}" if began else "")
        + ("" if seen.ended else ", broken off"),
        f"{len(seen.faults)} faults: " + ", ".join(f"{name} {count}" for name, count in kinds.most_common()),
        f"{len(seen.acts)} requests that write: " + ", ".join(f"{n} {name}" for name, n in outcomes.most_common()),
        f"{len(sent)} mails, {sum(count > 1 for count in sent.values())} of them more than once",
    ]
    for is_shipped, words in ((False, "quick"), (True, "shipped")):
        took = [each.took or 0 for each in seen.quiets if each.shipped is is_shipped]
        if took:
            sentences.append(
                f"with {words} settings all was done {len(took)} times, "
                f"at most {max(took):.1f} s after a fault or request"
            )
    if seen.backs:
        times = [back.took for back in seen.backs if back.took is not None]
        sentences.append(f"{len(times)} of {len(seen.backs)} returns, after {max(times, default=0):.1f} s at most")
    if seen.streams:
        most = max(stream.length for stream in seen.streams), max(stream.pending for stream in seen.streams)
        sentences.append(f"at most {most[0]} entries in the stream, {most[1]} pending")
    return [*sentences, f"{len(seen.restarts)} processes ended by themselves"]
