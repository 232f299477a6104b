"""Passwords: argon2id in two threads, so that log-ins cannot starve the event loop, and the rules for new ones."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]

T = TypeVar("T")

LEAST, MOST = 10, 128  # code points
COMMON = frozenset(word for word in FREQUENCY_LISTS["passwords"] if len(word) >= LEAST)


class Passwords:
    """Hashes and verifies; 46 MiB, one pass, one lane, at most two at once."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
        self._dummy = self._hasher.hash("of nobody")  # made now, or the first unknown name would take twice as long

    async def hashed(self, password: str) -> str:
        """A new hash with a salt of its own."""
        return await self._in_thread(self._hasher.hash, password)

    async def verified(self, hashed: str | None, password: str) -> bool:
        """Whether the password belongs to the hash; takes as long for None, which belongs to no password."""
        matches = await self._in_thread(self._matches, hashed or self._dummy, password)
        return matches and hashed is not None

    def outdated(self, hashed: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(hashed)

    def close(self) -> None:
        """Stop the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _matches(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _in_thread(self, call: Callable[..., T], *arguments: str) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call, *arguments)


def objection(password: str, *, username: str, email: str) -> str | None:
    """Why a new password is refused, as a sentence; None if it is not."""
    lowered = password.lower()
    if not LEAST <= len(password) <= MOST:
        return f"A password has {LEAST} to {MOST} characters."
    if lowered in COMMON:
        return "This password is among the most common ones."
    if lowered in {username.lower(), email.lower()}:
        return "A password is neither the username nor the e-mail address."
    return None
