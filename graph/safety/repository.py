"""Safety: whom one has blocked and muted, and which words and threads."""

from graph import statements
from graph.client import Graph, only
from graph.errors import Rejected
from graph.paging import Window
from graph.safety.records import (
    Blocked,
    Blocks,
    Muted,
    MutedWords,
    Mutes,
    Reason,
    Reported,
    Swept,
    ThreadMuted,
    Undone,
    Unmuted,
    WordMuted,
)

NOBODY = "There is no such person."
NO_TWEET = "There is no such tweet."
MOST_WORDS = 100  # each is looked for in every tweet of a page
SWEEP_BATCH = 1000


async def block(graph: Graph, *, viewer_id: int, username: str) -> bool:
    """Block a person; whether this made it so. Raises NotFound, Rejected for oneself."""
    rows = await graph.write(
        statements.safety.block, Blocked, viewer_id=viewer_id, username_key=username.lower(), block_id=graph.next_id()
    )
    blocked = only(rows, NOBODY)
    if blocked.is_self:
        raise Rejected("You cannot block yourself", code="self_block")
    return blocked.created


async def unblock(graph: Graph, *, viewer_id: int, username: str) -> None:
    """Lift a block; no-op if there is none. Raises NotFound."""
    rows = await graph.write(statements.safety.unblock, Undone, viewer_id=viewer_id, username_key=username.lower())
    only(rows, NOBODY)


async def blocks(graph: Graph, *, viewer_id: int, window: Window) -> Blocks:
    """Whom one has blocked, newest first. Raises NotFound for oneself."""
    return only(await graph.read(statements.safety.blocks, Blocks, viewer_id=viewer_id, **window.bounds), NOBODY)


async def mute(graph: Graph, *, viewer_id: int, username: str, until_ms: int | None, notifications: bool) -> bool:
    """Mute a person until a moment, None for ever; whether this made it so. Raises NotFound, Rejected for oneself."""
    rows = await graph.write(
        statements.safety.mute,
        Muted,
        viewer_id=viewer_id,
        username_key=username.lower(),
        mute_id=graph.next_id(),
        until_ms=until_ms,
        notifications=notifications,
    )
    muted = only(rows, NOBODY)
    if muted.is_self:
        raise Rejected("You cannot mute yourself", code="self_block")
    return muted.created


async def unmute(graph: Graph, *, viewer_id: int, username: str) -> None:
    """Lift a mute; no-op if there is none. Raises NotFound."""
    rows = await graph.write(statements.safety.unmute, Undone, viewer_id=viewer_id, username_key=username.lower())
    only(rows, NOBODY)


async def mutes(graph: Graph, *, viewer_id: int, window: Window) -> Mutes:
    """Whom one has muted, newest first. Raises NotFound for oneself."""
    return only(await graph.read(statements.safety.mutes, Mutes, viewer_id=viewer_id, **window.bounds), NOBODY)


async def mute_thread(graph: Graph, *, viewer_id: int, tweet_id: int) -> bool:
    """Hear no more of the thread that a tweet is in; whether this made it so. Raises NotFound."""
    rows = await graph.write(
        statements.safety.mute_thread, ThreadMuted, viewer_id=viewer_id, tweet_id=tweet_id, mute_id=graph.next_id()
    )
    return only(rows, NO_TWEET).created


async def unmute_thread(graph: Graph, *, viewer_id: int, tweet_id: int) -> None:
    """Hear of a thread again; no-op if it is not muted. Raises NotFound."""
    rows = await graph.write(statements.safety.unmute_thread, Undone, viewer_id=viewer_id, tweet_id=tweet_id)
    only(rows, NO_TWEET)


async def mute_word(graph: Graph, *, viewer_id: int, word: str, until_ms: int | None) -> WordMuted:
    """Mute a word, in any case, until a moment, None for ever. Raises Rejected when there are MOST_WORDS."""
    folded = word.lower()
    rows = await graph.write(
        statements.safety.mute_word,
        WordMuted,
        viewer_id=viewer_id,
        word_id=graph.next_id(),
        word=folded,
        pattern=pattern(folded),
        until_ms=until_ms,
        most=MOST_WORDS,
    )
    if not rows:
        message = f"You have muted {MOST_WORDS} words, which is as many as is allowed."
        raise Rejected(message, code="validation_error", field="word")
    return rows[0]


def pattern(word: str) -> str:
    r"""What matches a text that holds a word or a phrase by itself, for Cypher's `=~`, which matches whole texts.

    The word stands between `\Q` and `\E`, so that nothing in it has a meaning.
    """
    quoted = word.replace("\\E", "\\E\\\\E\\Q")
    return f"(?isu).*(?<![\\p{{L}}\\p{{N}}_])\\Q{quoted}\\E(?![\\p{{L}}\\p{{N}}_]).*"


async def unmute_word(graph: Graph, *, viewer_id: int, word_id: int) -> None:
    """Mute one of one's words no longer. Raises NotFound, also for somebody else's."""
    rows = await graph.write(statements.safety.unmute_word, Unmuted, viewer_id=viewer_id, word_id=word_id)
    only(rows, "You have no such muted word.")


async def muted_words(graph: Graph, *, viewer_id: int, window: Window) -> MutedWords:
    """The words that one has muted, newest first. Raises NotFound for oneself."""
    rows = await graph.read(statements.safety.muted_words, MutedWords, viewer_id=viewer_id, **window.bounds)
    return only(rows, NOBODY)


async def report(
    graph: Graph, *, viewer_id: int, tweet_id: int | None, username: str | None, reason: Reason, comment: str
) -> bool:
    """Report a tweet, or a person; whether this made the report. Raises NotFound, Rejected for oneself."""
    rows = await graph.write(
        statements.safety.report,
        Reported,
        viewer_id=viewer_id,
        tweet_id=tweet_id,
        username_key=None if username is None else username.lower(),
        reason=reason,
        comment=comment,
        report_id=graph.next_id(),
    )
    reported = only(rows, NO_TWEET if username is None else NOBODY)
    if reported.is_self:
        message = "You cannot report yourself."
        raise Rejected(message, code="validation_error", field="tweet" if username is None else "username")
    return reported.created


async def sweep(graph: Graph) -> int:
    """Remove some of the mutes that have ended; how many, 0 when none is left."""
    return (await graph.write(statements.safety.sweep, Swept, batch=SWEEP_BATCH))[0].swept
