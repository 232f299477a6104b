"""A small world: an author, a reader, a third whom both know, a fourth; and all that can name the author."""

import secrets
from dataclasses import dataclass
from typing import Any

from tests.api.conftest import Person, Register
from tests.drawing import drawn

PICTURE = drawn("PNG")


@dataclass
class World:
    """Who is in it, and the ids of what they did by what it is called."""

    author: Person
    reader: Person
    third: Person
    fourth: Person
    word: str  # in every text of the author's, and in nobody else's
    tag: str
    ids: dict[str, int]

    async def does(self, who: Person, name: str, path: str, **body: object) -> None:
        """Do something that makes a thing, and remember its id."""
        answer = await who.send("POST", path.format(**self.names), json=body)
        assert answer.status_code in {200, 201}, answer.text
        self.ids[name] = answer.json().get("id", 0)

    @property
    def names(self) -> dict[str, Any]:
        """What a path may name."""
        return self.ids | {
            "author": self.author.username,
            "reader": self.reader.username,
            "third": self.third.username,
            "word": self.word,
            "tag": self.tag,
        }

    async def act(self) -> None:
        """Everything that shows the author to somebody who may see them."""
        author, reader, third, word, tag = self.author, self.reader, self.third, self.word, self.tag
        await self.does(third, "thirds", "/tweets/", content="said by the third")
        await self.does(reader, "readers", "/tweets/", content="said by the reader")
        await self.does(author, "tweet", "/tweets/", content=f"{word} #{tag} @{reader.username}")
        await self.does(author, "comment", "/tweets/{thirds}/comments/", content=f"{word} answers")
        await self.does(author, "quote", "/tweets/", content=f"{word} quotes, why?", quote_of=self.ids["thirds"])
        await self.does(author, "retweet", "/tweets/{thirds}/retweets/", quote=f"{word} passes on")
        await self.does(author, "like", "/tweets/{readers}/likes/")
        picture = await author.send("POST", "/media/", files={"file": ("a.png", PICTURE, "image/png")})
        await self.does(author, "pictured", "/tweets/", content=f"{word} shows", media_ids=[picture.json()["id"]])
        edit = await author.send(
            "PATCH", f"/tweets/{self.ids['tweet']}/", json={"content": f"{word} again #{tag} @{reader.username}"}
        )
        assert edit.status_code == 200
        await self.does(author, "like_of_thirds", "/tweets/{thirds}/likes/")
        await self.does(third, "thirds_like", "/tweets/{pictured}/likes/")
        await self.does(third, "thirds_retweet", "/tweets/{tweet}/retweets/")
        await self.does(self.fourth, "fourths_quote", "/tweets/", content="see this", quote_of=self.ids["tweet"])
        await self.does(third, "thirds_answer", "/tweets/{tweet}/comments/", content="so it is")
        await self.does(self.fourth, "naming", "/tweets/", content=f"ask @{author.username}")


async def world(register: Register, *, is_protected: bool = False) -> World:
    """The four before anybody said anything; the third and the author follow each other, and others follow them."""
    author, reader, third, fourth = [await register() for _ in range(4)]
    made = World(author, reader, third, fourth, f"w{secrets.token_hex(6)}", f"t{secrets.token_hex(6)}", {})
    await follow(reader, third)
    await follow(third, author)
    await follow(author, third)
    await follow(author, reader)
    await follow(fourth, author)
    await reader.send("POST", f"/hashtags/{made.tag}/follow/")
    if is_protected:
        answer = await author.send("PATCH", "/me/update/", json={"protected": True})
        assert answer.json()["protected"] is True
    return made


async def follow(who: Person, whom: Person) -> None:
    """One follows the other."""
    answer = await who.send("POST", f"/users/{whom.username}/follow/")
    assert answer.status_code == 201, answer.text


async def put(who: Person, whom: Person, what: str, **body: object) -> None:
    """One blocks or mutes the other."""
    answer = await who.send("POST", f"/users/{whom.username}/{what}/", json=body or None)
    assert answer.status_code == 201, answer.text
