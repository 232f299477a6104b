"""The rules of text: what is kept of what people write, whom it mentions, and with which words it is tagged."""

import re
import unicodedata

TAG_LENGTH = 100  # code points; a longer run of letters after `#` is no hashtag

# NOTE: the sign after a letter (`first+@second.org`) is how the local part of an e-mail address may end.
_MENTION = re.compile(r"(?<![\w@])(?<!\w[+%-])@([A-Za-z0-9_]{3,30})(?![\w@])")
_HASH = re.compile(r"(?<![\w#&/])#(?=\w)")
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
# Shown as nothing by every font, although Unicode counts them as letters, marks or symbols.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")


class UnusableText(ValueError):  # noqa: N818 - named after the fact, as the graph's errors are
    """Text with a NUL or a lone surrogate, which neither JSON clients nor the graph can carry."""


def clean(text: str) -> str:
    """The text as it is kept: NFC and trimmed, maybe empty. Raises UnusableText on NUL and lone surrogates."""
    if _UNUSABLE.search(text):
        raise UnusableText("The text holds a NUL or half of a surrogate pair.")
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen; so for the empty one."""
    return all(_invisible(character) for character in text)


def _invisible(character: str) -> bool:
    if "!" <= character <= "~":
        return False
    return (
        unicodedata.category(character) in {"Zs", "Zl", "Zp", "Cc", "Cf"}
        or character in _FILLERS
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def mentions(text: str) -> list[str]:
    """The usernames after `@`, in lower case, by first appearance, once each; none inside an e-mail address."""
    if "@" not in text:
        return []
    return list(dict.fromkeys(name.lower() for name in _MENTION.findall(text)))


def hashtags(text: str) -> list[str]:
    """The words after `#`, in lower case and NFC, by first appearance, once each; `#2025` is a number and no tag."""
    if "#" not in text:
        return []
    text = unicodedata.normalize("NFC", text)
    found: dict[str, None] = {}
    for match in _HASH.finditer(text):
        end = start = match.end()
        while end < len(text) and _belongs_to_tag(text[end]):
            end += 1
        word = unicodedata.normalize("NFC", text[start:end].lower())
        if len(word) <= TAG_LENGTH and any(character.isalpha() for character in word):
            found[word] = None
    return list(found)


def hashtag(word: str) -> str | None:
    """A word, with `#` or without, as tweets are tagged with it; None if no tweet can be."""
    wanted = unicodedata.normalize("NFC", word.removeprefix("#").lower())
    return wanted if hashtags(f"#{wanted}") == [wanted] else None


def _belongs_to_tag(character: str) -> bool:
    """Letters, digits, underscore, and the marks without which Hindi or Thai words break apart."""
    return character == "_" or unicodedata.category(character)[0] in "LNM"
