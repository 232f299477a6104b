"""Small conversations in which every rule of talk is at work; each checks itself against the plain network."""

import asyncio

from seeds.network import Network
from tests.model.looking import Looking

MOST_RUNS = 5  # of the task that removes a person, a thousand ties at a time


async def look(acting: Looking) -> None:
    """Everybody looks at what is theirs, and somebody at every tweet."""
    checks = [acting.check_own(reader) for reader in acting.people]
    checks += [acting.check_lists(reader, acting.people[0]) for reader in acting.people]
    for number, tweet in enumerate(acting.plain.authors):
        checks.append(acting.check_thread(tweet, (*acting.people, None)[number % 4], 2))
        checks.append(acting.check_about(tweet, acting.people[0]))
    await asyncio.gather(*checks)


async def people(acting: Looking, count: int) -> list[int]:
    """So many people who are new."""
    folk = acting.new_people(count)
    await acting.load(Network(folk))
    return [person.id for person in folk]


async def named_and_told(acting: Looking) -> None:
    """Names come and go with edits; who is answered or quoted is told once, and what is taken back is not told."""
    one, two, three = await people(acting, 3)
    tweet = await acting.said(one, [one, two], ["graph", "cypher"])
    await look(acting)
    await acting.edit(tweet, [three], ["neo4j", "graph"])
    await look(acting)
    await acting.edit(tweet, [two])
    quote = await acting.said(two, [one, three], quote_of=tweet)
    answer = await acting.answered(two, tweet, [one, three])
    await acting.answered(three, answer, [two])
    await look(acting)
    for edited in (quote, answer):
        await acting.edit(edited, [two])
        await acting.edit(edited, [one])
    for act in (acting.like, acting.retweet, acting.bookmark):
        for actor in (one, two, three):
            await act(actor, tweet)
            await act(actor, answer)
    await acting.follow(two, one)
    await look(acting)
    await acting.mark_read(one, 2)
    await acting.dismiss(one, 1)
    await look(acting)
    for undo in (acting.unlike, acting.unretweet, acting.unbookmark):
        await undo(two, tweet)
        await undo(two, answer)
    await acting.unfollow(two, one)
    await look(acting)
    await acting.mark_all_read(one)
    await acting.like(two, tweet)
    await look(acting)


async def rest_and_return(acting: Looking) -> None:
    """Who rests is seen nowhere, and is counted; back again, everything is as it was."""
    one, two, three = await people(acting, 3)
    tweet = await acting.said(one, [two, three])
    answer = await acting.answered(two, tweet, [three])
    await acting.answered(one, answer, [three])
    for who in (three, three, two):
        await acting.answered(who, tweet)
    await acting.said(two, [one, three], quote_of=tweet)
    await acting.said(three, [one], quote_of=answer)
    await acting.follow(two, one)
    await acting.follow(three, one)
    await acting.like(two, tweet)
    await acting.bookmark(one, answer)
    for rests in (two, one, three):
        await acting.deactivate(rests)
        await look(acting)
        await acting.set_status("suspended", rests)
        await acting.activate(rests)
        await look(acting)
        await acting.set_status("deactivated", rests)
        await acting.activate(rests)
        await look(acting)
    await acting.deactivate(two)
    await acting.mark_all_read(one)
    await acting.activate(two)
    await look(acting)


async def deleted_below_answers(acting: Looking) -> None:
    """Deleted comments stay while there are visible answers below, and go with the last of them."""
    one, two, three = await people(acting, 3)
    tweet = await acting.said(one)
    top = await acting.answered(two, tweet, [three])
    middle = await acting.answered(one, top)
    last = await acting.answered(three, middle, [one])
    other = [await acting.answered(two, tweet) for _ in range(5)]
    await acting.said(two, quote_of=top)
    await acting.like(three, top)
    await acting.bookmark(three, top)
    await look(acting)
    for gone in (middle, top, other[2]):
        await acting.remove(gone)
        await look(acting)
    await acting.deactivate(three)
    await look(acting)
    await acting.activate(three)
    await acting.sweep(top)
    await look(acting)
    await acting.remove(last)
    await look(acting)
    await acting.remove(tweet)
    await look(acting)
    await acting.settle()
    await acting.check_nothing_left()
    await look(acting)


async def gone_for_good(acting: Looking) -> None:
    """Of who leaves nothing is left but the place of tweets that others answered or quoted."""
    one, two, three = await people(acting, 3)
    tweet = await acting.said(one)
    leaf = await acting.answered(three, tweet)
    theirs = await acting.said(two, [one], ["graph"])
    await acting.edit(theirs, [one, three], ["cypher"])
    answer = await acting.answered(two, tweet, [three])
    await acting.answered(three, answer)
    await acting.answered(two, leaf)
    await acting.said(three, quote_of=theirs)
    quote = await acting.said(two, quote_of=tweet)
    await acting.answered(one, quote)
    for act in (acting.like, acting.retweet, acting.bookmark):
        for actor, what in ((two, tweet), (one, theirs), (three, answer)):
            await act(actor, what)
    await acting.follow(two, one)
    await acting.follow(one, two)
    await acting.remove(leaf)
    await look(acting)
    await acting.delete_account(two, unseen=True)
    await look(acting)
    for _ in range(MOST_RUNS):
        if acting.unerased:
            await acting.erase(two)
            await look(acting)
    assert not acting.unerased
    await acting.settle()
    await acting.check_nothing_left()
    await look(acting)


async def quoted_and_gone(acting: Looking) -> None:
    """A quote counts until it is deleted; what it held of a deleted tweet goes with it."""
    one, two, three = await people(acting, 3)
    tweet = await acting.said(one)
    quotes = [await acting.said(who, quote_of=tweet) for who in (two, three)]
    await acting.said(one, quote_of=quotes[0])
    await look(acting)
    await acting.remove(quotes[1])
    await look(acting)
    await acting.remove(tweet)
    await look(acting)
    await acting.remove(quotes[0])
    await look(acting)
    await acting.settle()
    await acting.check_nothing_left()


TALKS = {
    scene.__name__: scene
    for scene in (named_and_told, rest_and_return, deleted_below_answers, gone_for_good, quoted_and_gone)
}
