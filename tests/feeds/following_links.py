"""Reads lists over HTTP by their own links."""

from typing import Any

import httpx

Answer = dict[str, Any]


async def answered(http: httpx.AsyncClient, url: str, headers: dict[str, str]) -> Answer:
    """The answer to a GET that must succeed."""
    response = await http.get(url, headers=headers)
    assert response.status_code == 200, response.text
    answer: Answer = response.json()
    return answer


async def followed(
    http: httpx.AsyncClient, url: str, headers: dict[str, str], most: int, link: str = "next"
) -> list[Answer]:
    """Up to `most` answers: the one at `url`, and those behind its links of one name."""
    answers: list[Answer] = []
    at: str | None = url
    while at is not None and len(answers) < most:
        answers.append(await answered(http, at, headers))
        at = answers[-1][link]
    return answers


def ids(answers: list[Answer]) -> list[int]:
    """The ids of all results, in order."""
    return [result["id"] for answer in answers for result in answer["results"]]
