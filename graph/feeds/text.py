"""The text of a feed that somebody has written: taken apart as Neo4j does, so that it stays where it is put.

It becomes the inside of a subquery. A brace that closes what the text did not open, or a comment that swallows what
follows, would make it more than that, and an escape could hide either: such a text is refused, whatever it means.
"""

import re
from typing import Literal

from graph.records import Record

Reason = Literal["file", "header", "text", "parameters", "syntax", "writes", "reads", "scan", "unbounded", "columns"]

_CLOSES = {")": "(", "]": "[", "}": "{"}
# What Python or Neo4j may take for the end of a line, or nobody sees.
_STRANGE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_TOKEN = re.compile(
    r"""
    (?P<blank>[^\S\n]+) | (?P<end>\n) | (?P<comment>//[^\n]*|/\*.*?\*/) | (?P<unended>/\*)
    | (?P<string>'(?:[^'\\\n]|\\[^\n])*'|"(?:[^"\\\n]|\\[^\n])*") | (?P<quoted>`[^`\n]*`)
    | \$(?P<parameter>[A-Za-z_]\w*) | (?P<word>[^\W\d]\w*) | (?P<number>\d[\w.]*)
    | (?P<opening>[(\[{]) | (?P<closing>[)\]}]) | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SIGNS = {
    "'": "this text does not end on its line",
    '"': "this text does not end on its line",
    "`": "this name does not end on its line",
    "\\": "a backslash belongs into a text alone",
    ";": "a file holds one statement, without a semicolon",
    "$": "a parameter is a $ and its name, without quotes",
}


class Refused(Exception):  # noqa: N818 - named after the fact, as the graph's errors are
    """A feed that cannot be served: where in its file, why in a word, and why in a sentence."""

    def __init__(self, reason: Reason, detail: str, *, line: int = 1) -> None:
        super().__init__(f"line {line}: {reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail
        self.line = line


class Text(Record):
    """A text without its comments, line by line where it was; what it says of itself, by the line."""

    cypher: str
    parameters: tuple[tuple[str, int], ...]
    words: dict[int, list[str]]

    def line_of(self, *wanted: str) -> int:
        """The line that has the most of these words, the first of them; that of the last word if there is none."""
        sought = set(wanted)
        best = max(self.words, key=lambda line: (len(sought & set(self.words[line])), -line), default=1)
        return best if sought & set(self.words.get(best, ())) else self.last("RETURN")

    def last_of(self, *wanted: str) -> int:
        """As line_of, the last of them."""
        sought = set(wanted)
        return max(self.words, key=lambda line: (len(sought & set(self.words[line])), line), default=1)

    def first(self, *keywords: str) -> int:
        """The line of the first of some keywords, in any case, or of the first word."""
        wanted = set(keywords)
        return min(
            (line for line, words in self.words.items() if wanted & set(map(str.upper, words))), default=min(self.words)
        )

    def last(self, keyword: str) -> int:
        """The line of the last such keyword, or of the last word."""
        lines = [line for line, words in self.words.items() if keyword in map(str.upper, words)]
        return max(lines or self.words, default=1)


def taken_apart(source: str, first: int) -> Text:
    """The text that begins at a line of its file. Raises Refused for one that would not stay where it is put."""
    _check_signs(source, first)
    kept: list[str] = []
    opened: list[tuple[str, int]] = []
    parameters: list[tuple[str, int]] = []
    words: dict[int, list[str]] = {}
    line = first
    for token in _TOKEN.finditer(source):
        kind, piece = str(token.lastgroup), token.group()
        _check_ended(kind, piece, line)
        if kind == "opening":
            opened.append((piece, line))
        elif kind == "closing" and (not opened or opened.pop()[0] != _CLOSES[piece]):
            raise Refused("text", f"this {piece} closes nothing that is open here", line=line)
        elif kind == "parameter":
            parameters.append((piece[1:], line))
        elif kind in {"word", "quoted"}:
            words.setdefault(line, []).append(piece.strip("`"))
        kept.append(re.sub(r"[^\n]", " ", piece) if kind == "comment" else piece)
        line += piece.count("\n")
    if opened:
        sign, where = opened[-1]
        raise Refused("text", f"this {sign} is never closed", line=where)
    if not words:
        raise Refused("text", "there is no statement below the header", line=max(1, first - 1))
    return Text(cypher="".join(kept), parameters=tuple(parameters), words=words)


def _check_signs(source: str, first: int) -> None:
    for number, line in enumerate(source.split("\n"), start=first):
        if re.search(r"\\[uU]", line):
            detail = "an escape by number (\\u…) hides what it stands for: write the sign itself"
            raise Refused("text", detail, line=number)
        if _STRANGE.search(line):
            raise Refused("text", "here is a sign that cannot be seen", line=number)


def _check_ended(kind: str, piece: str, line: int) -> None:
    if kind == "unended":
        raise Refused("text", "this comment does not end", line=line)
    if kind == "sign" and piece in _SIGNS:
        raise Refused("text", _SIGNS[piece], line=line)
