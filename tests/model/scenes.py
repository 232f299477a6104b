"""Small networks in which a feed must do what it hardly ever has to; each checks itself against the plain network."""

from seeds.network import Network
from tests.model.acting import Acting
from tests.model.reading import downwards, home_of

SIZES = (10, 2, 25)
SUSPENDED = "suspended"


async def compare(acting: Acting, reader: int) -> None:
    """One reader's feed in pages of every size, from both ends, and since every fifth entry."""
    for size in SIZES:
        await acting.check_home(reader, size)
    wanted = acting.plain.home(reader)
    for entry in wanted[::5]:
        newer = [other for other in wanted if other.id >= entry.id]
        assert await downwards(home_of(acting.graph, reader, above=entry.id), 10) == newer
    await acting.check_bounds()


async def crowded(acting: Acting) -> None:
    """Of 130 followees only some of the newest eleven, of the next 77 and of the last 42 are active."""
    reader, *others = people = acting.new_people(131)
    await acting.load(
        Network(
            people,
            acting.new_follows(reader.id, [other.id for other in others]),
            acting.new_tweets([reader.id, reader.id]) + acting.new_tweets([other.id for other in others] * 2),
        )
    )
    newest_first = [other.id for other in reversed(others)]
    active = {*newest_first[2:11:4], *newest_first[11:88:20], *newest_first[88::3]}
    await acting.set_status(SUSPENDED, *(person for person in newest_first if person not in active))
    wanted = acting.plain.home(reader.id)
    assert [len([1 for entry in wanted if entry.actor in newest_first[a:b]]) for a, b in ((0, 11), (11, 88))] == [6, 8]
    await compare(acting, reader.id)


async def all_hidden(acting: Acting) -> None:
    """The newest hundred of 120 followees are suspended: a page of ten has nothing before its last step."""
    reader, *others = people = acting.new_people(121)
    await acting.load(
        Network(
            people,
            acting.new_follows(reader.id, [other.id for other in others]),
            acting.new_tweets([other.id for other in (*others[:17], reader, *others[17:])]),
        )
    )
    await acting.set_status(SUSPENDED, *(other.id for other in others[20:]))
    assert len(acting.plain.home(reader.id)) == 21
    await compare(acting, reader.id)


async def unwanted(acting: Acting) -> None:
    """The newest thirty posts are a muted person's; another one passes on whom the reader may not or will not read."""
    reader, loud, calm, blocked, blocker, muted, guarded = people = acting.new_people(7)
    shown = acting.new_tweets([one.id for one in (calm, blocked, blocker, muted, guarded) for _ in range(3)])
    await acting.load(
        Network(
            people,
            acting.new_follows(reader.id, [loud.id, calm.id]),
            shown + acting.new_tweets([calm.id] * 4),
            acting.new_retweets(calm.id, [tweet.id for tweet in shown[3:]]),
        )
    )
    await acting.load(Network(tweets=acting.new_tweets([loud.id] * 30)))
    for one in (loud, muted):
        await acting.mute(reader.id, one.id, lift=False)
    await acting.block(reader.id, blocked.id, lift=False)
    await acting.block(blocker.id, reader.id, lift=False)
    await acting.protect(guarded.id, lift=False)
    assert len(acting.plain.home(reader.id)) == 7
    await compare(acting, reader.id)


async def fifty_hidden(acting: Acting) -> None:
    """One followee's newest fifty entries pass on who was suspended; another one was, after fifty posts."""
    reader, loud, gone, hidden, calm = people = acting.new_people(5)
    early = acting.new_tweets([loud.id, calm.id, loud.id, calm.id, hidden.id])
    late = acting.new_tweets([gone.id] * 50)
    await acting.load(
        Network(
            people,
            acting.new_follows(reader.id, [loud.id, hidden.id, calm.id]),
            early + late + acting.new_tweets([hidden.id] * 50),
            acting.new_retweets(loud.id, [tweet.id for tweet in late]),
        )
    )
    await acting.set_status(SUSPENDED, gone.id, hidden.id)
    assert [entry.tweet for entry in acting.plain.home(reader.id)] == [tweet.id for tweet in reversed(early[:4])]
    await compare(acting, reader.id)
    await acting.set_status("active", gone.id)
    await compare(acting, reader.id)


async def in_turn(acting: Acting) -> None:
    """Thirty people post one after the other, round by round, tweets and retweets: every floor is an entry."""
    reader, other, *crowd = people = acting.new_people(32)
    ids = [person.id for person in crowd]
    shown = acting.new_tweets([other.id] * 6)
    network = Network(people, acting.new_follows(reader.id, ids), list(shown))
    network.tweets += acting.new_tweets(ids)
    network.retweets += [entry for who in ids for entry in acting.new_retweets(who, [shown[0].id])]
    network.tweets += acting.new_tweets([reader.id, *ids])
    network.retweets += [entry for who in ids for entry in acting.new_retweets(who, [shown[1].id])]
    network.retweets += acting.new_retweets(reader.id, [shown[1].id])
    network.likes += acting.new_likes(reader.id, [shown[1].id]) + acting.new_likes(other.id, [shown[0].id])
    await acting.load(network)
    await compare(acting, reader.id)


async def early_and_late(acting: Acting) -> None:
    """Five people post again and again, each of forty once among them; then most of both are hidden, one by a mute."""
    reader, *others = people = acting.new_people(46)
    often, once = others[:5], others[5:]
    posts = [who.id for number, quiet in enumerate(once) for who in (quiet, often[number % 5], often[number % 3])]
    await acting.load(
        Network(people, acting.new_follows(reader.id, [other.id for other in others]), acting.new_tweets(posts))
    )
    await compare(acting, reader.id)
    muted, hidden = once[20], [*once[10:20], *once[21:], *often[:3]]
    await acting.set_status(SUSPENDED, *(who.id for who in hidden))
    await acting.mute(reader.id, muted.id, lift=False)
    assert len(acting.plain.home(reader.id)) > 2 * len(often)
    await compare(acting, reader.id)


async def come_and_go(acting: Acting) -> None:
    """Posts come and go: each is found at once, and what goes uncovers what was below it."""
    reader, one, two, three = people = acting.new_people(4)
    await acting.load(
        Network(
            people,
            acting.new_follows(reader.id, [one.id, two.id, three.id]),
            acting.new_tweets([one.id, two.id, three.id] * 4),
        )
    )
    shown = list(acting.plain.authors)
    await acting.publish(one.id)
    await compare(acting, reader.id)
    for actor, tweet in ((two.id, shown[2]), (three.id, shown[0]), (two.id, shown[3]), (one.id, shown[1])):
        await acting.retweet(actor, tweet)
        await compare(acting, reader.id)
    mine = await acting.publish(two.id)
    await acting.unretweet(three.id, shown[0])
    await acting.unretweet(one.id, shown[1])
    await compare(acting, reader.id)
    await acting.remove(mine)  # uncovers a retweet
    await compare(acting, reader.id)
    await acting.remove(shown[3])  # takes the retweet of somebody else with it
    await compare(acting, reader.id)
    for tweet in acting.unswept[:]:
        await acting.sweep(tweet)
    await compare(acting, reader.id)


SCENES = {
    scene.__name__: scene
    for scene in (crowded, all_hidden, unwanted, fifty_hidden, in_turn, early_and_late, come_and_go)
}
