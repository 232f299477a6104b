"""The importer's format: what is read, and how every bad row is refused."""

from pathlib import Path

import pytest

from graph.ids import EPOCH_MS
from seeds import csv, people, world
from seeds.tables import Refused

NOW = EPOCH_MS + 400 * 86_400_000
GOOD = {
    "users.csv": "id,username,name\n4096,Ada,Ada Lund\n8192,bob_2,Bob\n12288,cleo,Cléo\n",
    "follows.csv": "id,follower,followee\n16384,4096,8192\n16385,8192,4096\n",
    "tweets.csv": 'id,author,content,reply_to\n20480,4096,"Hello, ""world""\nagain",\n20481,8192,Hi @ada,20480\n',
    "retweets.csv": "id,actor,tweet,quote\n24576,8192,20480,\n24577,12288,20480,so true\n",
    "likes.csv": "id,actor,tweet\n28672,8192,20480\n28673,12288,20481\n",
}
LATER = (NOW + 1 - EPOCH_MS) << 12


def folder(path: Path, **changed: str) -> Path:
    """The good folder with some files changed; `users="…"` writes users.csv."""
    for name, text in (GOOD | {f"{name}.csv": text for name, text in changed.items()}).items():
        (path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    return path


def read(path: Path) -> csv.Folder:
    return csv.read(path, csv.Limits(tweet_length=50, comment_length=20, now=NOW))


def test_quotes_commas_and_newlines_are_text(tmp_path: Path) -> None:
    network = read(folder(tmp_path)).network
    assert [person.name for person in network.people] == ["Ada Lund", "Bob", "Cléo"]
    assert network.tweets[0].content == 'Hello, "world"\nagain'
    assert [tweet.reply_to for tweet in network.tweets] == [None, 20480]
    assert [retweet.quote for retweet in network.retweets] == ["", "so true"]
    assert network.size == 11


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends_change_nothing(tmp_path: Path, mark: str, end: str) -> None:
    expected = read(folder(tmp_path)).network
    changed = {name[:-4]: mark + text.replace("\n", end) for name, text in GOOD.items()}
    assert read(folder(tmp_path, **changed)).network == expected


def test_empty_lines_and_a_missing_last_line_end_are_fine(tmp_path: Path) -> None:
    likes = GOOD["likes.csv"].replace("\n", "\n\n").rstrip()
    assert read(folder(tmp_path, likes=likes)).network.likes == read(folder(tmp_path)).network.likes


def test_text_is_composed_and_trimmed(tmp_path: Path) -> None:
    text = 'id,author,content,reply_to\n20480,4096,"  Cafe\u0301  ",\n20481,8192,Hi,20480\n'
    assert read(folder(tmp_path, tweets=text)).network.tweets[0].content == "Café"


def test_a_reply_may_stand_above_its_tweet_in_the_file(tmp_path: Path) -> None:
    text = "id,author,content,reply_to\n20481,8192,Hi,20480\n20480,4096,Hello,\n"
    assert read(folder(tmp_path, tweets=text)).network.tweets[0].reply_to == 20480


# File, its text (its header is put before), and the sentence.
BAD = [
    ("users", "4096,Ada", "line 2, column 'name': expected 3 columns, found 2"),
    ("users", "4096,Ada,x,y", "line 2, column '4': expected 3 columns, found 4"),
    ("users", "x1,Ada,Ada", "line 2, column 'id': 'x1' is not a whole number from 1 to 2^53 - 1"),
    ("users", "-5,Ada,Ada", "line 2, column 'id': '-5' is not a whole number from 1 to 2^53 - 1"),
    ("users", "1.5,Ada,Ada", "line 2, column 'id': '1.5' is not a whole number from 1 to 2^53 - 1"),
    ("users", "0,Ada,Ada", "line 2, column 'id': '0' is not a whole number from 1 to 2^53 - 1"),
    ("users", ",Ada,Ada", "line 2, column 'id': '' is not a whole number from 1 to 2^53 - 1"),
    ("users", "\uff19,Ada,Ada", "line 2, column 'id': '\uff19' is not a whole number from 1 to 2^53 - 1"),
    ("users", f"{2**53},Ada,Ada", f"line 2, column 'id': '{2**53}' is not a whole number from 1 to 2^53 - 1"),
    ("users", f"{LATER},Ada,Ada", f"line 2, column 'id': {LATER} lies in the future"),
    ("users", "4096,Ada,A\n4096,eva,E", "line 3, column 'id': 4096 appears twice"),
    ("users", "4096,Al,Al", "line 2, column 'username': a username is 3 to 30 of A-Z, a-z, 0-9 and _"),
    ("users", f"4096,{'a' * 31},Al", "line 2, column 'username': a username is 3 to 30 of A-Z, a-z, 0-9 and _"),
    ("users", "4096,Zoë,Zoë", "line 2, column 'username': a username is 3 to 30 of A-Z, a-z, 0-9 and _"),
    ("users", "4096, Ada,Ada", "line 2, column 'username': a username is 3 to 30 of A-Z, a-z, 0-9 and _"),
    ("users", "4096,Admin,Ada", "line 2, column 'username': the name Admin is reserved"),
    ("users", "4096,Ada,A\n8192,aDA,A", "line 3, column 'username': aDA differs only by case from Ada"),
    ("users", "4096,Ada,A\n8192,Ada,A", "line 3, column 'username': Ada appears twice"),
    ("users", "4096,Ada,", "line 2, column 'name': the text is empty"),
    ("users", f"4096,Ada,{'n' * 101}", "line 2, column 'name': the text has 101 characters, 100 are allowed"),
    ("users", '4096,Ada,"A', "line 2, column 'id': the row cannot be read as CSV (unexpected end of data)"),
    ("users", "4096,Ada,A\n8192,b\udcffb,B", "line 3, column 'username': the file is not UTF-8"),
    ("follows", "16384,4096,4096", "line 2, column 'followee': nobody follows themselves"),
    ("follows", "16384,4096,77", "line 2, column 'followee': there is no id 77 in users.csv"),
    ("follows", "16384,77,4096", "line 2, column 'follower': there is no id 77 in users.csv"),
    ("follows", "1,4096,8192\n1,8192,4096", "line 3, column 'id': 1 appears twice"),
    (
        "follows",
        "1,4096,8192\n2,4096,8192",
        "line 3, column 'followee': this pair of follower and followee appears twice",
    ),
    ("tweets", "20480,77,Hello,", "line 2, column 'author': there is no id 77 in users.csv"),
    ("tweets", "20480,4096,,", "line 2, column 'content': the text is empty"),
    ("tweets", "20480,4096,\u200b \u3164,", "line 2, column 'content': the text is empty"),
    ("tweets", "20480,4096,a\x00b,", "line 2, column 'content': the text holds a NUL or half of a surrogate pair"),
    ("tweets", f"20480,4096,{'é' * 51},", "line 2, column 'content': the text has 51 characters, 50 are allowed"),
    (
        "tweets",
        f"20480,4096,Hello,\n20481,4096,{'é' * 21},20480",
        "line 3, column 'content': the text has 21 characters, 20 are allowed",
    ),
    ("tweets", "20480,4096,Hi,77", "line 2, column 'reply_to': there is no tweet 77 in tweets.csv"),
    (
        "tweets",
        '20480,4096,"two\nlines",20481\n20481,4096,Hi,',
        "line 2, column 'reply_to': the tweet 20481 is not earlier than its reply",
    ),
    ("tweets", "20480,4096,Hi,20480", "line 2, column 'reply_to': the tweet 20480 is not earlier than its reply"),
    ("tweets", '20480,4096,"two\nlines",\n20481,4096,,', "line 4, column 'content': the text is empty"),
    ("retweets", "1,4096,77,", "line 2, column 'tweet': there is no id 77 in tweets.csv"),
    ("retweets", "20480,4096,20480,", "line 2, column 'id': 20480 appears twice"),  # two entries of one feed
    ("retweets", "1,77,20480,", "line 2, column 'actor': there is no id 77 in users.csv"),
    ("retweets", f"1,4096,20480,{'q' * 101}", "line 2, column 'quote': the text has 101 characters, 100 are allowed"),
    (
        "retweets",
        "1,4096,20480,\n2,4096,20480,again",
        "line 3, column 'tweet': this pair of actor and tweet appears twice",
    ),
    ("likes", "1,4096,77", "line 2, column 'tweet': there is no id 77 in tweets.csv"),
    ("likes", "1,77,20480", "line 2, column 'actor': there is no id 77 in users.csv"),
    ("likes", "1,4096,20480\n2,4096,20480", "line 3, column 'tweet': this pair of actor and tweet appears twice"),
]


@pytest.mark.parametrize(("file", "rows", "sentence"), BAD)
def test_a_bad_row_is_refused(tmp_path: Path, file: str, rows: str, sentence: str) -> None:
    header = GOOD[f"{file}.csv"].splitlines()[0]
    with pytest.raises(Refused) as refused:
        read(folder(tmp_path, **{file: f"{header}\n{rows}\n"}))
    assert str(refused.value.problems[0]) == f"{file}.csv, {sentence}"
    assert str(refused.value).startswith(f"{file}.csv, {sentence}")


@pytest.mark.parametrize(
    ("header", "column"),
    [("", "id"), ("id,actor", "tweet"), ("id,tweet,actor", "actor"), ("id,actor,tweet,more", "tweet"), ("1,2,3", "id")],
)
def test_another_header_is_refused(tmp_path: Path, header: str, column: str) -> None:
    with pytest.raises(Refused, match=rf"^likes.csv, line 1, column '{column}': the header must be id,actor,tweet$"):
        read(folder(tmp_path, likes=f"{header}\n1,4096,20480\n"))


def test_a_missing_file_or_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"users.csv cannot be read: no such file or directory.$"):
        read(tmp_path / "nowhere")
    (folder(tmp_path) / "likes.csv").unlink()
    with pytest.raises(Refused, match=r"likes.csv cannot be read"):
        read(tmp_path)


def test_bad_rows_are_named_together_and_counted(tmp_path: Path) -> None:
    likes = "id,actor,tweet\n" + "".join(f"{number},77,20480\n" for number in range(1, 100))
    with pytest.raises(Refused, match=r"\(and 19 or more other bad rows\)$") as refused:
        read(folder(tmp_path, likes=likes))
    assert [problem.line for problem in refused.value.problems] == list(range(2, 22))
    with pytest.raises(Refused, match=r"\(and 1 other bad row\)$"):
        read(folder(tmp_path, likes="id,actor,tweet\n1,77,20480\n2,4096,5\n"))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    network = people.cast(end=NOW) + world.generate(world.Size(people=30, follows=5), seed=3, end=NOW)
    csv.write(network, tmp_path)
    assert csv.read(tmp_path, csv.Limits(now=NOW)).network == network


def test_the_shipped_network_is_right() -> None:
    network = csv.read(Path(__file__).parents[1] / "data" / "social-small").network
    assert [len(rows) for rows in (network.people, network.follows, network.tweets)] == [1000, 24745, 20000]
    assert [len(rows) for rows in (network.retweets, network.likes)] == [7971, 29833]
