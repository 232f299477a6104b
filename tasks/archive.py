"""The archive of a person's data: one JSON file for each thing that the graph has of them, and their pictures.

It is written into a file on this machine and never in memory: lists page by page, pictures one at a time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from operator import attrgetter
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec

from graph.archives import repository
from graph.archives.records import Account, Row
from graph.client import Graph
from graph.ids import now_ms
from graph.records import Instant
from tasks.storage import Storage

encode = msgspec.json.Encoder(enc_hook=str).encode  # a moment is a text
FOLDER = "media/"
ABOUT = """\
All that TweetGraph keeps about {username}, as of {moment}.

{files}
media/ has your pictures, by the names that the lists give.

Moments are in UTC. What others wrote is not in here: their tweets are named by id, `/tweets/<id>/` shows those that you
may read. Others are named where you and they meet; `null` stands for who is gone, rests, or does not meet you.
"""


class List(NamedTuple):
    """A file of the archive: what is in it, how its pages are read, and by what they follow each other."""

    name: str
    about: str
    read: Callable[..., Awaitable[Sequence[Row]]]
    key: str = "id"


LISTS = (
    List("sessions", "where you are signed in", repository.sessions),
    List("tweets", "your tweets and comments, with what they said before edits", repository.tweets),
    List("hidden_tweets", "those that staff have hidden", repository.hidden_tweets),
    List("scheduled", "what you have scheduled", repository.scheduled, "due_id"),
    List("retweets", "what you passed on, with your words", repository.retweets),
    List("likes", "what you like", repository.likes, "tweet_id"),
    List("bookmarks", "what you keep for later", repository.bookmarks),
    List("following", "whom you follow", repository.following),
    List("followers", "who follows you", repository.followers),
    List("requested", "whom you ask to follow", repository.requested),
    List("requests", "who asks to follow you", repository.requests),
    List("blocks", "whom you have blocked", repository.blocks),
    List("mutes", "whom you have muted", repository.mutes),
    List("dismissals", "whom you want suggested no more", repository.dismissals),
    List("muted_words", "which words you have muted", repository.muted_words),
    List("muted_threads", "which threads you have muted", repository.muted_threads, "tweet_id"),
    List("hashtags", "which hashtags you follow", repository.hashtags),
    List("notifications", "what you were told", repository.notifications),
    List("mentions", "where you are named", repository.mentions),
    List("reports", "what you reported to staff", repository.reports),
    List("rulings", "what staff did to your account and your tweets", repository.rulings),
    List("media", "your pictures", repository.media),
)


async def write(graph: Graph, storage: Storage, file: IO[bytes], *, user_id: int) -> None:
    """Write a person's archive into an empty file. Raises NotFound for nobody, StorageAway."""
    account = await repository.account(graph, viewer_id=user_id)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _about(account))
        archive.writestr("account.json", msgspec.json.format(encode(account)))
        for each in LISTS:
            await _list(graph, archive, each, user_id)
        await _pictures(graph, storage, archive, account)


def _about(account: Account) -> str:
    files = "".join(f"{each.name}.json: {each.about}.\n" for each in LISTS)
    return ABOUT.format(
        username=account.username,
        moment=Instant.from_ms(now_ms()),
        files=f"account.json: your profile, your address and your settings.\n{files}",
    )


async def _list(graph: Graph, archive: ZipFile, wanted: List, user_id: int) -> None:
    place, after, is_first = attrgetter(wanted.key), 0, True
    with archive.open(f"{wanted.name}.json", "w", force_zip64=True) as entry:
        entry.write(b"[")
        while rows := await wanted.read(graph, viewer_id=user_id, after=after):
            lines = b",\n".join(encode(row) for row in rows)
            # In a thread: to press a page together takes a while, in which other tasks go on.
            await asyncio.to_thread(entry.write, (b"\n" if is_first else b",\n") + lines)
            after, is_first = place(rows[-1]), False
        entry.write(b"\n]\n")


async def _pictures(graph: Graph, storage: Storage, archive: ZipFile, account: Account) -> None:
    for name in (account.profile_image, account.cover_image):
        if name is not None:
            await _picture(storage, archive, name)
    after = 0
    while rows := await repository.media(graph, viewer_id=account.id, after=after):
        for medium in rows:
            await _picture(storage, archive, medium.name)
        after = rows[-1].id


async def _picture(storage: Storage, archive: ZipFile, name: str) -> None:
    """A picture as it is: it is pressed together already; none if it was removed meanwhile."""
    content: Any = await storage.get(name)
    if content is not None:
        info = ZipInfo(FOLDER + name, (1980, 1, 1, 0, 0, 0))
        info.compress_type, info.external_attr = ZIP_STORED, 0o600 << 16
        await asyncio.to_thread(archive.writestr, info, content)
