"""The named cast: a dozen people with small stories, for demos and tests.

ada    signs in to the demo; follows most, writes about graphs, talks with bob and cleo
bob    ada's friend: they follow each other; bakes
cleo   the celebrity: everybody but dan follows her
dan    follows nobody, writes all the same
eva    writes with accents, emoji and right-to-left letters
finn   nobody follows him
gus    the silent followee: followed, and never wrote a word
hana   only passes on what others write
ivo    only answers; nothing of his is in a feed
jun    likes everything, writes once
kim    writes about hashtags, e-mail addresses and other things that look like mentions
lou    joined last, follows cleo only
"""

from graph.ids import EPOCH_MS, TIME_SHIFT, first_id_at, milliseconds
from seeds.network import Follow, Impossible, Like, Network, Person, Retweet, Tweet

DEMO = "ada"
DAY = 86_400_000  # milliseconds
SPAN = 90 * DAY  # from the first person's id to the end
OWN_COUNTER = 3968  # the twelve bits below the time: of a process number that is leased last

NAMES = {
    "ada": "Ada Lund",
    "bob": "Bob Horvat",
    "cleo": "Cleo Moreau",
    "dan": "Dan Grant",
    "eva": "Éva Szűcs",
    "finn": "Finn Costa",
    "gus": "Gus Petrov",
    "hana": "Hana Ito",
    "ivo": "Ivo Novák",
    "jun": "Jun 김",
    "kim": "Kim Okafor",
    "lou": "Lou Abel",
}

FOLLOWS = {
    "ada": "bob cleo dan eva gus hana ivo kim",
    "bob": "ada cleo",
    "cleo": "ada",
    "eva": "ada cleo gus",
    "finn": "ada cleo hana",
    "gus": "cleo",
    "hana": "ada bob cleo dan",
    "ivo": "ada cleo",
    "jun": "ada bob cleo eva kim",
    "kim": "cleo jun",
    "lou": "cleo",
}

# Key, hours before the end, author, text, and the key of the tweet that is answered. `{bob}` becomes bob's username.
TWEETS: tuple[tuple[str, float, str, str, str], ...] = (
    ("hello", 1400, "ada", "Hello! First tweet, first node. #graphs", ""),
    ("welcome", 1399, "bob", "Welcome, @{ada}! Took you long enough.", "hello"),
    ("thanks", 1398.5, "ada", "@{bob} I was counting relationships.", "welcome"),
    ("bread", 1100, "bob", "Sourdough day nine: it lives, it breathes, it has opinions. #bread", ""),
    ("tour", 900, "cleo", "New album, new tour, 30 cities. See you there! #tour #music", ""),
    ("ticket", 899, "ivo", "@{cleo} please come to Brno", "tour"),
    ("me_too", 898, "finn", "Please come to Faro as well, @{cleo}!", "tour"),
    ("quiet", 800, "dan", "I follow nobody. It is very quiet here.", ""),
    ("accents", 700, "eva", "Árvíztűrő tükörfúrógép ☕️ with @{ada} in Zürich. #Übung #日本 שלום", ""),
    (
        "family",
        699,
        "eva",
        "\N{WOMAN}\u200d\N{MAN}\u200d\N{GIRL}\u200d\N{BOY} are one glyph of seven code points",
        "",
    ),
    (
        "mail",
        500,
        "kim",
        "Write to kim@{ada}.example or to @{ada}, not to #42. .@{bob} knows why. #HashTags #hashtags",
        "",
    ),
    ("self", 400, "kim", "Reminder to @{kim}: water the plants, @{KIM}!", ""),
    ("once", 300, "jun", "안녕하세요", ""),
    ("lines", 200, "ada", 'Three lines,\nquotes: "like this",\nand commas, all kept.', ""),
    ("path", 100, "ada", "Everybody here is two hops from @{cleo}. #graphs #paths", ""),
    ("how", 99, "ivo", "Even dan?", "path"),
    ("dan", 98, "ada", "@{ivo} Even @{dan}, the other way round.", "how"),
    ("encore", 24, "cleo", "Last night: wow. Thank you. #tour", ""),
    ("loaf", 5, "bob", "Fresh loaf, still warm. @{ada} bring butter. #bread", ""),
    ("soon", 2, "finn", "Does anybody read this?", ""),
)

# Hours before the end, actor, key of the tweet, quote.
RETWEETS: tuple[tuple[float, str, str, str], ...] = (
    (890, "hana", "tour", ""),
    (880, "ada", "tour", "I was there in 2019, it was loud."),
    (850, "hana", "ticket", "Brno it is"),
    (690, "hana", "accents", "Ő, too"),
    (390, "bob", "hello", "One year of counting"),
    (90, "cleo", "path", ""),
    (20, "hana", "encore", ""),
    (4, "ada", "loaf", "Butter is on its way"),
)

LIKES = {
    "hello": "bob cleo jun",
    "bread": "ada hana jun",
    "tour": "ada bob eva finn gus hana ivo jun kim lou",
    "ticket": "finn jun",
    "accents": "ada jun",
    "mail": "jun",
    "once": "kim",
    "path": "bob cleo ivo jun",
    "encore": "ada bob jun lou",
    "loaf": "ada jun",
}


def end_of(first_person: int) -> int:
    """The `end` with which a cast was made, from ada's id."""
    return milliseconds(first_person) + SPAN


def cast(*, end: int, prefix: str = "") -> Network:
    """The cast whose newest row is two hours older than `end` (milliseconds since 1970); usernames begin with `prefix`.

    Raises Impossible when the end lies less than ninety days after 2025-01-01.
    """
    if end < EPOCH_MS + SPAN:
        raise Impossible("The cast's ninety days must end later: ids begin at 2025-01-01.")
    ids = _Ids(end - SPAN)
    people = {key: Person(ids.at(index), prefix + key, name) for index, (key, name) in enumerate(NAMES.items())}
    follows = [
        Follow(ids.at(DAY + index * 7_000_000), people[follower].id, people[followee].id)
        for index, (follower, followee) in enumerate(
            (follower, followee) for follower, followees in FOLLOWS.items() for followee in followees.split()
        )
    ]
    usernames = {key: person.username for key, person in people.items()}
    usernames["KIM"] = usernames["kim"].upper()
    tweets: dict[str, Tweet] = {}
    for key, hours, author, text, answered in TWEETS:
        parent = tweets[answered].id if answered else None
        tweets[key] = Tweet(ids.before_end(hours), people[author].id, text.format(**usernames), parent)
    retweets = [
        Retweet(ids.before_end(hours), people[actor].id, tweets[key].id, quote) for hours, actor, key, quote in RETWEETS
    ]
    likes = [
        Like(ids.next_to(tweets[key].id), people[actor].id, tweets[key].id)
        for key, actors in LIKES.items()
        for actor in actors.split()
    ]
    return Network(list(people.values()), follows, list(tweets.values()), retweets, likes)


class _Ids:
    """Ids of the cast, by their distance from the start or from the end."""

    def __init__(self, start: int) -> None:
        self._start = start
        self._likes = 0

    def at(self, offset: int) -> int:
        """An id so many milliseconds after the start."""
        return first_id_at(self._start + offset) | OWN_COUNTER

    def before_end(self, hours: float) -> int:
        """An id so many hours before the end."""
        return self.at(SPAN - int(hours * 3_600_000))

    def next_to(self, tweet: int) -> int:
        """An id some minutes after a tweet; another one each time."""
        self._likes += 1
        return tweet + ((self._likes * 60_007) << TIME_SHIFT)
