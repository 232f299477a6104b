"""The rules of text: what is kept, whom it mentions, with which words it is tagged."""

import pytest

from graph.tweets.text import TAG_LENGTH, UnusableText, clean, hashtags, is_blank, mentions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@ada", ["ada"]),
        ("hello @Ada, meet (@bob) and .@cleo!", ["ada", "bob", "cleo"]),
        ("@ada @ADA @aDa", ["ada"]),
        ("@bob/@ada", ["bob", "ada"]),
        ("@ada's cat, @ada-bob", ["ada"]),
        ("line\n@ada", ["ada"]),
        ("@ada. @bob.", ["ada", "bob"]),
        ("schön @ada日本", []),  # the word goes on
        ("日本@ada", []),
        ("mail ada@example.com", []),
        ("mail ada+news@example.com or ada-@example.com", []),
        ("@ada@example.com", []),
        ("@@ada", []),
        ("@ab", []),
        (f"@{'a' * 30}", ["a" * 30]),
        (f"@{'a' * 31}", []),
        ("no sign", []),
        ("@ ada", []),
    ],
)
def test_mentions(text: str, names: list[str]) -> None:
    assert mentions(text) == names


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#graphs", ["graphs"]),
        ("#Graphs #GRAPHS, #paths.", ["graphs", "paths"]),
        ("(#one)#two", ["one", "two"]),
        ("#2025 #4you #_", ["4you"]),
        ("#日本 #Übung #हिन्दी", ["日本", "übung", "हिन्दी"]),
        ("#U\u0308bung #\u00dcbung", ["\u00fcbung"]),  # composed and decomposed are one
        ("page.html#top https://example.com/#frag &#39; a#b ##c", []),
        (f"#{'a' * TAG_LENGTH} #{'b' * (TAG_LENGTH + 1)}", ["a" * TAG_LENGTH]),
        ("none", []),
    ],
)
def test_hashtags(text: str, tags: list[str]) -> None:
    assert hashtags(text) == tags


@pytest.mark.parametrize(
    ("text", "kept"),
    [(" a\n", "a"), ("e\u0301", "\u00e9"), ("\u00a0 \t", ""), ("a\u200d", "a\u200d"), ("a\nb", "a\nb")],
)
def test_text_is_composed_and_trimmed(text: str, kept: str) -> None:
    assert clean(text) == kept


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "a\udfff"])
def test_text_that_cannot_be_carried_is_refused(text: str) -> None:
    with pytest.raises(UnusableText):
        clean(text)


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u200b\u200d\ufeff", "\u3164", "\u2800\ufe0f", "\u115f\u00ad", "\u202e"]
)
def test_only_invisible_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "\u200b.", "日", "👩\u200d👧", "\u0301", "¡"])
def test_anything_visible_is_not_blank(text: str) -> None:
    assert not is_blank(text)
