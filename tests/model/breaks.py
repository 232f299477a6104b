"""Ways to break the statements behind feeds, each found by a scene; docs/decisions/ has how soon the model finds it."""

from typing import NamedTuple

from graph import statements

STEPS = "CASE WHEN bounds[1] <= $above THEN [0] WHEN bounds[2] <= $above THEN [0, 1] ELSE [0, 1, 2] END"
LIKED = "is_liked: EXISTS {"
LEFT = "WHEN left_retweet IS NULL OR left_tweet > left_retweet THEN left_tweet"
NEWEST_REMOVED = "WITH person, removed_id WHERE person.last_post_id = removed_id"


class Break(NamedTuple):
    """One wording put in the place of another, and the scene that must notice."""

    name: str
    domain: str
    operation: str
    good: str
    bad: str
    scene: str


def broken(change: Break) -> str:
    """The text of the statement with the break in it."""
    text: str = getattr(statements.DOMAINS[change.domain], change.operation).text
    assert change.good in text, f"{change.name}: the wording has changed, and this break with it"
    return text.replace(change.good, change.bad)


def _home(name: str, good: str, bad: str, scene: str) -> Break:
    return Break(name, "feeds", "home", good, bad, scene)


BREAKS = (
    _home("only the newest few people", STEPS, "[0]", "all_hidden"),
    _home("nobody beyond the reach", STEPS, "[0, 1]", "all_hidden"),
    _home("a step too far down", "bounds[step + 1] AS low", "$above AS low", "crowded"),
    _home("a step from the top again", "bounds[step] AS high", "$before AS high", "crowded"),
    _home("the floor's tweet left out", "tweet.id >= low", "tweet.id > low", "in_turn"),
    _home("the floor's retweet left out", "retweet.id >= low", "retweet.id > low", "in_turn"),
    _home("the cursor's tweet again", "tweet.id < high", "tweet.id <= high", "come_and_go"),
    _home("the cursor's retweet again", "retweet.id < high", "retweet.id <= high", "come_and_go"),
    _home("one person too few", "people[..$limit]", "people[..$limit - 1]", "in_turn"),
    _home("nobody of an earlier page", "UNWIND loud AS person", "UNWIND loud[..0] AS person", "in_turn"),
    _home("the floor of a later page too high", "nearest[$limit - 1][1]", "nearest[0][1]", "early_and_late"),
    _home("beyond the floor of a later page", "newests[$reach - 1] > low", "true", "early_and_late"),
    _home("oneself not on later pages", "person.last_post_id >= $before", "person.last_post_id < 0", "in_turn"),
    _home(
        "oneself not in the last step",
        "step WHERE step = 2\n    RETURN",
        "step WHERE step = 3\n    RETURN",
        "all_hidden",
    ),
    _home("retweets of hidden people", "author.status = 'active'", "author.status <> ''", "fifty_hidden"),
    _home("hidden people", "person.status = 'active'", "person.status <> ''", "fifty_hidden"),
    _home("muted people", "muted_id: person.id", "muted_id: 0", "early_and_late"),
    _home("retweets of muted people", "muted_id: author.id", "muted_id: 0", "unwanted"),
    _home("retweets of whom one blocks", "blocked_id: author.id", "blocked_id: 0", "unwanted"),
    _home("retweets of who blocks one", "blocker_id: author.id", "blocker_id: 0", "unwanted"),
    _home("retweets of protected people", "author.protected IS NULL", "true", "unwanted"),
    _home("older than asked for", " WHERE newest >= $above", "", "in_turn"),
    _home("likes of anybody", LIKED, f"is_liked: EXISTS {{ (tweet)<-[:LIKED]-() }} OR {LIKED[10:]}", "in_turn"),
    Break("publish raises nothing", "tweets", "publish", "ELSE tweet.id", "ELSE author.last_post_id", "come_and_go"),
    Break(
        "retweet raises nothing", "engagement", "retweet", "ELSE $retweet_id", "ELSE person.last_post_id", "come_and_go"
    ),
    Break("unretweet lowers to nothing", "engagement", "unretweet", LEFT, LEFT[:-10] + "null", "come_and_go"),
    Break(
        "unretweet lowers nothing", "engagement", "unretweet", NEWEST_REMOVED, f"{NEWEST_REMOVED} + 1", "come_and_go"
    ),
    Break("remove forgets retweets", "tweets", "remove", "ELSE left_retweet", "ELSE left_tweet", "come_and_go"),
)
