"""An installed Chromium, driven by its own protocol; where there is none, its tests are skipped, and fail under CI."""

import asyncio
import base64
import contextlib
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PICTURES = Path(__file__).parents[2] / "build" / "live"  # kept after the run, for who wants to see the page
KEYS = {"Tab": (9, ""), "Enter": (13, "\r")}  # their numbers, and what they write
PATIENCE = 60.0  # seconds, on a busy machine
TRIES = 400  # a tenth of a second apart


def chromium() -> str:
    """Where Chromium is; skips the test where it is not, and fails it under CI, which installs one."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        message = "There is no Chromium on this machine: what opens pages in a browser was not tried."
        if os.environ.get("CI"):
            pytest.fail(f"{message} Under CI that is a failure: .ci/run installs Chromium.")
        pytest.skip(message)
    return found


class Tab:
    """One tab."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask something of the tab."""
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        while True:
            answer = await self._socket.receive_json(timeout=PATIENCE)
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    async def run(self, script: str) -> Any:  # noqa: ANN401 - JSON
        """What an expression of the page's script is."""
        answer = await self.call("Runtime.evaluate", expression=script, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def until(self, script: str) -> None:
        """Wait until an expression is true."""
        for _ in range(TRIES):
            if await self.run(f"Boolean({script})"):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"{script}: {await self.run('document.body.innerText')}")

    async def looks(self, *, width: int, height: int, scheme: str) -> None:
        """Give the tab a size, and a light or dark scheme."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        await self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    async def press(self, key: str) -> None:
        """Press a key."""
        number, text = KEYS[key]
        given = {"key": key, "code": key, "windowsVirtualKeyCode": number}
        await self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **given)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **given)

    async def picture(self, name: str, folder: Path = PICTURES) -> None:
        """Keep what the tab shows, as a file of this name."""
        await self.run("document.getAnimations().forEach((each) => each.finish())")
        shot = await self.call("Page.captureScreenshot", format="png")
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        await asyncio.to_thread((folder / name).write_bytes, base64.b64decode(shot["data"]))


@contextlib.asynccontextmanager
async def tabs(profile: Path, *urls: str) -> AsyncIterator[list[Tab]]:
    """Tabs of a browser of its own, each at a URL; the browser ends with them."""
    process = await asyncio.create_subprocess_exec(
        chromium(),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--remote-debugging-port=0",
        "--remote-allow-origins=*",
        f"--user-data-dir={profile}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        port = await _port(profile / "DevToolsActivePort")
        async with aiohttp.ClientSession() as session, contextlib.AsyncExitStack() as sockets:
            opened = []
            for url in urls:
                async with session.put(f"http://127.0.0.1:{port}/json/new?{url}") as answer:
                    address = (await answer.json())["webSocketDebuggerUrl"]
                socket = await sockets.enter_async_context(session.ws_connect(address, max_msg_size=0))
                opened.append(Tab(socket))
            yield opened
    finally:
        process.terminate()
        await process.wait()


async def _port(file: Path) -> str:
    for _ in range(TRIES):
        if lines := _lines(file):
            return lines[0]
        await asyncio.sleep(0.1)
    raise AssertionError("Chromium did not start.")


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
