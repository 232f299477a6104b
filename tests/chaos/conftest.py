"""What short runs on the stack of all tests need."""

from collections.abc import AsyncIterator

import psutil
import pytest

from api.lifetime import inspect
from tests.conftest import Stack


@pytest.fixture
async def idle_worker(stack: Stack) -> AsyncIterator[None]:
    """The stack's own worker held: it would take the events of a run's people, and knows nothing of its mail server."""
    worker = psutil.Process((await inspect(stack.settings)).parts["worker"].pid)
    worker.suspend()
    try:
        yield
    finally:
        worker.resume()
