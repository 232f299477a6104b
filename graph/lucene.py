"""What people type into a search, as queries of Lucene, which Neo4j's full-text indexes are asked in.

A query is made of words and of our own syntax; nothing that is typed becomes syntax. Words stand in quotes, from which
nothing but `"` and a backslash leads out, and beside them only where they are letters, digits, marks and underscores.
"""

import re
import string
import unicodedata

from graph.ids import EPOCH_MS, first_id_at, now_ms
from graph.records import Record

MOST_HITS = 1000  # a search looks at the best so many, or at the newest
MOST_TEXT, MOST_WORDS, MOST_LETTERS = 2000, 10, 100  # what is typed beyond is not looked at
FUZZY_WORDS = 4  # Lucene refuses queries of more than 1,024 parts, and one inexact word becomes up to fifty a property
SHORTEST_FUZZY, SHORTEST_PREFIX = 4, 2  # letters
NOTHING = ""  # the query of no words, which must not be asked

_BREAKS = re.compile('[\\s"\\\\\x00-\x1f\x7f\ud800-\udfff]+')
_FROM = re.compile(r"from:@?([a-z0-9_]{3,30})", re.IGNORECASE)
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_HOURS = (0, 1, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 2880, 8760)  # ago; where each stretch of time begins
_IDS_OF_AN_HOUR = first_id_at(EPOCH_MS + 3_600_000)
_FIRST_HOUR = 100_000
_NEVER = "[1 TO 0]"
_STEP = 10_000  # of score; more than words ever give


class Wanted(Record):
    """What is searched for: tweets must have every word and every tag, and be of the author; all may be left out."""

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    author: str | None = None

    @property
    def every_word(self) -> tuple[str, ...]:
        """The words and the tags, for what has no tags of its own."""
        return tuple(dict.fromkeys((*self.words, *self.tags)))


def wanted(text: str) -> Wanted:
    """What a text asks for; nothing of it is an error. `AND`, `OR` and `NOT` are words only when they are alone."""
    words: list[str] = []
    tags: list[str] = []
    operators: list[str] = []
    author = None
    for part in _BREAKS.split(unicodedata.normalize("NFC", text[:MOST_TEXT])):
        named = _FROM.fullmatch(part)
        word = _trimmed(part)[:MOST_LETTERS]
        if named is not None:
            author = named[1].lower()
        elif not word:
            continue
        elif part in _OPERATORS:
            operators.append(part.lower())
        elif part.startswith("#") and _is_plain(word) and any(map(str.isalpha, word)):
            tags.append(unicodedata.normalize("NFC", word.lower()))
        else:
            words.append(word)
    if not (words or tags or author):
        words = operators
    return Wanted(
        words=tuple(dict.fromkeys(words))[:MOST_WORDS], tags=tuple(dict.fromkeys(tags))[:MOST_WORDS], author=author
    )


def every(words: tuple[str, ...], field: str = "") -> str:
    """The query for what has all these words, each exactly, or else as a beginning, or else with a small typo."""
    inexact = len(words) <= FUZZY_WORDS
    return " ".join(f"+{field}({_alternatives(word, inexact=inexact)})" for word in words)


def any_of(words: tuple[str, ...]) -> str:
    """The query for what has one of these words."""
    return " ".join(f"({_alternatives(word, inexact=len(words) <= FUZZY_WORDS)})" for word in words)


def tweets(wanted: Wanted, *, newest: bool) -> str:
    """The query for tweets, apart from their author; `newest`: the newest hits come first, by and by less exactly."""
    query = " ".join([every(wanted.words, "content:"), *(f'+content:"{tag}"' for tag in wanted.tags)]).strip()
    if not newest:
        return query
    hour = _FIRST_HOUR + first_id_at(now_ms()) // _IDS_OF_AN_HOUR
    # Stretches that do not overlap: each tweet's hour is read once.
    bounds = [f"at{hour - ago}" for ago in _HOURS]
    ends = ["au", *bounds]
    lifts = [
        f"keywords:[{bound} TO {end}}}^{_STEP * (len(bounds) - place)}"
        for place, (bound, end) in enumerate(zip(bounds, ends, strict=False))
    ]
    return " ".join([query, *lifts]).strip()


def _alternatives(word: str, *, inexact: bool) -> str:
    """One word's ways to match, the best weighs the most; what scores by itself adds little to what does not."""
    ways = [f'"{word}"^4']
    if _is_plain(word):
        pattern = "".join(_WITH_ACCENTS.get(letter, letter) for letter in _folded(word))
        ways.append(f"/{pattern}/^2")
        if len(word) >= SHORTEST_PREFIX:
            ways.append(f"/{pattern}.*/^1")
        if inexact and len(word) >= SHORTEST_FUZZY:
            ways.append(f"{_lower(word)}~1^0.01")
    else:
        ways.append(_NEVER)  # the index may know no word in it, and a part without words would be left out
    return " ".join(ways)


def _trimmed(part: str) -> str:
    """The part from its first to its last character that can be found."""
    places = [place for place, character in enumerate(part) if _is_found(character)]
    return part[places[0] : places[-1] + 1] if places else ""


def _is_found(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] in "LNM" or character == "_" or (kind in {"So", "Sk", "Sc"} and not character.isascii())


def _is_plain(word: str) -> bool:
    return all(letter == "_" or unicodedata.category(letter)[0] in "LNM" for letter in word)


def _lower(word: str) -> str:
    """Lower case letter by letter, as the index has it: a final sigma is a sigma."""
    return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in word)


def _folded(word: str) -> str:
    """Lower case without accents where a letter of ASCII remains."""
    return "".join(_base(letter) for letter in _lower(word))


def _base(letter: str) -> str:
    first = unicodedata.normalize("NFD", letter)[0]
    return first.lower() if first in string.ascii_letters else _STROKES.get(letter, letter)


_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "\u0131": "i"}


def _accents() -> dict[str, str]:
    """For each letter of ASCII the class of its forms with accents."""
    forms: dict[str, str] = dict.fromkeys(string.ascii_lowercase, "")
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        if letter == letter.lower() and _base(letter) in forms:
            forms[_base(letter)] += letter
    return {letter: f"[{letter}{others}]" if others else letter for letter, others in forms.items()}


_WITH_ACCENTS = _accents()
