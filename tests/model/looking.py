"""Whether what is said shows the same in the graph and in the plain network: threads, mentions, notifications."""

import asyncio

from graph.engagement import repository as engagement
from graph.notifications import repository as notifications
from graph.notifications.records import Notice as Given
from graph.paging import Window
from graph.records import Record, Tweet
from graph.tweets import repository as tweets
from graph.tweets import threads
from graph.tweets.records import Comment, Tombstone
from tests.fixtures import stated
from tests.model.acting import MANY, refused
from tests.model.plain import ACTIVE
from tests.model.plain_talk import DELETED, NEWEST, Notice
from tests.model.talking import Talking

MOST_LOOKS = 80  # at what the worker removes
ALL = Window(rows=MANY)
ALL_NEWER = Window(rows=MANY, after=0)

LEFT = stated(
    "left",
    """
    CALL () {
      UNWIND $people AS id
      MATCH (person:User {id: id})
      RETURN 'a person' AS what
      UNION ALL
      UNWIND $people AS id
      MATCH (notification:Notification {receiver_id: id})
      RETURN 'a notification' AS what
      UNION ALL
      UNWIND $tweets AS id
      MATCH (version:TweetVersion {tweet_id: id})
      RETURN 'a version' AS what
      UNION ALL
      UNWIND $tweets AS id
      MATCH (tomb:Tombstone {id: id})
      WHERE NOT EXISTS { (tomb)<-[:REPLY_TO|QUOTES]-() } OR tomb.content IS NOT NULL
      RETURN 'a tombstone' AS what
    }
    RETURN DISTINCT what
    """,
)


class Left(Record):
    """Something that no task removed."""

    what: str


class Looking(Talking):
    """The same people, who read."""

    async def check_thread(self, tweet: int, reader: int | None, size: int) -> None:
        """A tweet with what it answers and its comments, and each of these by itself."""
        asked = threads.thread(self.graph, viewer_id=reader, tweet_id=tweet, limit=size)
        if not self.plain.visible(tweet):
            await refused(asked)
            return
        found = await asked
        self.check_tweet(found.tweet, reader)
        assert [(each.id, isinstance(each, Tweet)) for each in found.ancestors] == [
            (above, self.plain.visible(above)) for above in self.plain.ancestors_of(tweet)
        ]
        wanted = self.plain.comments_of(tweet)
        self.check_comments(found.comments.comments, wanted[:size], reader)
        self.counted("comments", tweet, found.comments.count, len(self.plain.kids[tweet]))
        alone = await threads.detail(self.graph, viewer_id=reader, tweet_id=tweet, limit=size)
        self.check_comments(alone.comments.comments, wanted[:size], reader)
        for window, part in (
            (Window(rows=size, skip=1), wanted[1 : 1 + size]),
            (ALL, wanted),
            (ALL_NEWER, wanted),
        ):
            page = await threads.comments(self.graph, viewer_id=reader, tweet_id=tweet, window=window)
            self.check_comments(page.comments, part, reader)
        if tweet in self.plain.parents:
            through = self.plain.roots[tweet] if self.plain.visible(self.plain.roots[tweet]) else None
            if through is not None:
                one = await threads.comment_detail(self.graph, viewer_id=reader, tweet_id=through, comment_id=tweet)
                self.check_comments([one], [tweet], reader)

    def check_comments(self, found: list[Comment | Tombstone], wanted: list[int], reader: int | None) -> None:
        """Comments in this order, each with its newest answers."""
        assert [each.id for each in found] == wanted
        for each in found:
            assert isinstance(each, Comment) == self.plain.visible(each.id)
            parent, root = self.plain.parents[each.id], self.plain.roots[each.id]
            assert (each.tweet_id, each.parent) == (root, None if parent == root else parent)
            self.counted("comments", each.id, each.replies_count, len(self.plain.kids[each.id]))
            if isinstance(each, Comment):
                self.check_tweet(each, reader)
            below = self.plain.comments_of(each.id)[:NEWEST]
            assert [one.id for one in each.replies] == below
            assert [isinstance(one, Comment) for one in each.replies] == [self.plain.visible(one) for one in below]

    def check_tweet(self, found: Tweet, reader: int | None) -> None:
        """All that one tweet says."""
        plain, tweet = self.plain, found.id
        assert (found.author.id, found.content) == (plain.authors[tweet], plain.text[tweet])
        assert (found.edited_at is not None) == bool(plain.edits[tweet])
        assert set(found.hashtags) == plain.tags[tweet]
        assert {each.id for each in found.mentions} == {
            name for name in plain.named[tweet] if plain.status[name] == ACTIVE
        }
        for reference, where in ((found.reply_to, plain.parents), (found.quoted, plain.quoted)):
            target = where.get(tweet)
            assert (reference and reference.id) == target
            if reference and target:
                assert (reference.unavailable is True) == (not plain.visible(target))
        self.counted("likes", tweet, found.likes_count, len(plain.likers[tweet]))
        self.counted("retweets", tweet, found.retweets_count, len(plain.retweeters[tweet]))
        self.counted("comments", tweet, found.comments_count, len(plain.kids[tweet]))
        self.counted("quotes", tweet, found.quotes_count, len(plain.quoters[tweet]))
        if reader is not None:
            assert (found.is_liked, found.is_retweeted, found.is_bookmarked) == (
                reader in plain.likers[tweet],
                reader in plain.retweeters[tweet],
                tweet in plain.kept[reader],
            )

    async def check_about(self, tweet: int, reader: int) -> None:
        """The quotes and the earlier versions of a tweet."""
        if not self.plain.visible(tweet):
            await refused(tweets.quotes(self.graph, viewer_id=reader, tweet_id=tweet, window=ALL))
            await refused(tweets.history(self.graph, viewer_id=reader, tweet_id=tweet, window=ALL))
            return
        wanted = self.plain.quotes_of(tweet)
        for window in (ALL, ALL_NEWER):
            quotes = await tweets.quotes(self.graph, viewer_id=reader, tweet_id=tweet, window=window)
            assert [each.id for each in quotes.tweets] == wanted
            assert quotes.count == len(self.plain.quoters[tweet])
            for each in quotes.tweets:
                self.check_tweet(each, reader)
        history = await tweets.history(self.graph, viewer_id=reader, tweet_id=tweet, window=ALL)
        assert [each.content for each in history.versions] == self.plain.edits[tweet][::-1]

    async def check_own(self, reader: int) -> None:
        """What only one person sees: bookmarks, mentions and notifications."""
        plain = self.plain
        if plain.status[reader] == DELETED:
            return
        bookmarks = await engagement.bookmarks(self.graph, viewer_id=reader, window=ALL)
        assert [row.tweet.id for row in bookmarks.rows] == list(filter(plain.visible, plain.kept[reader]))[::-1]
        self.counted("bookmarks", reader, bookmarks.count, len(plain.kept[reader]))
        mentioning = plain.mentioning(reader)
        wanted = sorted((t for t in mentioning if plain.visible(t) and plain.authors[t] != reader), reverse=True)
        mentions = await notifications.mentions(self.graph, viewer_id=reader, search="", window=ALL)
        assert [(each.content_id, each.content_object) for each in mentions.mentions] == [
            (tweet, "comment" if tweet in plain.parents else "tweet") for tweet in wanted
        ]
        self.counted("mentions", reader, mentions.count, len(mentioning))
        await self.check_notices(reader)

    async def check_notices(self, reader: int) -> None:
        """Notifications, unread ones, their number, and those that go together."""
        wanted = self.plain.visible_notices(reader)
        unread = [each for each in wanted if not each.read]
        for read, part, total in (
            (notifications.received, wanted, len(self.plain.notices[reader])),
            (notifications.unread, unread, len(unread)),
        ):
            for window in (ALL, ALL_NEWER):
                page = await read(self.graph, viewer_id=reader, window=window)
                assert [self.told_of(each) for each in page.rows] == [self.wanted_of(reader, one) for one in part]
                if read is notifications.received:
                    self.counted("notices", reader, page.count, total)
                else:
                    assert page.count == total
        assert (await notifications.unread_count(self.graph, viewer_id=reader)).unread_count == len(unread)
        groups = await notifications.grouped(self.graph, viewer_id=reader, window=ALL)
        together: dict[object, list[tuple[object, ...]]] = {}
        for one in wanted[: notifications.GROUPED]:
            alone = one.verb not in {"followed", "liked", "retweeted"}
            together.setdefault(id(one) if alone else (one.verb, one.tweet), []).append(self.wanted_of(reader, one))
        assert [[self.told_of(each) for each in group.notices] for group in groups.groups] == list(together.values())
        assert groups.count == len(together)

    @staticmethod
    def told_of(given: Given) -> tuple[object, ...]:
        """What a notification of the graph says."""
        return given.verb, given.sender and given.sender.id, given.tweet, given.is_read, given.on_comment

    def wanted_of(self, reader: int, notice: Notice) -> tuple[object, ...]:
        """What a notification must say."""
        return notice.verb, notice.actor, notice.tweet, notice.read, self.plain.on_comment(reader, notice)

    async def check_nothing_left(self) -> None:
        """Of deleted people nothing is left, and of deleted tweets only what an answer or a quote holds.

        The stack's own worker removes it, too: while it is at work, that may take a moment.
        """
        gone = [*self.plain.tombs, *self.plain.buried]
        people = [person for person, status in self.plain.status.items() if status == DELETED]
        left: list[Left] = []
        for _ in range(MOST_LOOKS):
            left = await self.graph.read(LEFT, Left, people=people, tweets=gone)
            if not left:
                return
            await asyncio.sleep(0.1)
        raise AssertionError(left)
