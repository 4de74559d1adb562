"""Chromium without a window and without a network but this machine, spoken to over two pipes in its DevTools protocol.

Nothing is installed for it: the protocol is JSON, each message ends in a zero byte.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BINARY = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_PATIENCE = 60.0  # seconds for an answer
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--force-device-scale-factor=1", "--remote-debugging-pipe",
    "--font-render-hinting=none", "--hide-scrollbars",
)  # fmt: skip


class Page:
    """A tab. ``requests``, ``errors`` and ``dialogs`` hold what happened since it was opened."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser, self._session = browser, session
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        self.loads = 0

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.call(method, self._session, self, **parameters)

    def run(self, code: str) -> Any:
        """Return the value of an expression, awaited when it is a promise."""
        answer = self.call("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def open(self, path: Path, fragment: str = "") -> None:
        """Open a file and wait until its scripts are done; another fragment of the same file is no new load."""
        before = self.loads
        answer = self.call("Page.navigate", url=path.resolve().as_uri() + fragment)
        if "loaderId" in answer:
            self._await_load(before)
        self.run("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")

    def reload(self) -> None:
        before = self.loads
        self.call("Page.reload")
        self._await_load(before)

    def _await_load(self, before: int) -> None:
        end = time.monotonic() + _PATIENCE
        while self.loads == before:
            if time.monotonic() > end:
                raise AssertionError("the page does not load")
            self._browser.call("Browser.getVersion")  # events arrive with any answer
            time.sleep(0.02)

    def wait(self, condition: str) -> None:
        end = time.monotonic() + _PATIENCE
        while not self.run(f"Boolean({condition})"):
            if time.monotonic() > end:
                raise AssertionError(f"never true: {condition}")
            time.sleep(0.02)

    def press(self, key: str, text: str = "") -> None:
        codes = {"Enter": 13, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38, "Tab": 9}
        common = {"key": key, "windowsVirtualKeyCode": codes.get(key, ord(key[0]))}
        text = text or ("\r" if key == "Enter" else key if len(key) == 1 else "")
        self.call("Input.dispatchKeyEvent", type="keyDown", **common, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, text: str) -> None:
        for char in text:
            self.press(char)

    def click(self, x: float, y: float) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            pressed = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **pressed)
        time.sleep(0.4)  # the drawing waits for a second click before it takes the first for one

    def size(self, width: int, height: int) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def theme(self, name: str) -> None:
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def close(self) -> None:
        self.call("Page.close")

    def picture(self) -> bytes:
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


class Browser:
    """A running Chromium."""

    def __init__(self, profile: Path) -> None:
        if BINARY is None:
            raise RuntimeError("Chromium is not installed")
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        self._pid = os.posix_spawn(
            BINARY,
            [BINARY, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
            {**os.environ, "HOME": str(profile)},
            setpgroup=0,
            file_actions=[
                # by way of high numbers, since either of ours may be 3 or 4 itself
                (os.POSIX_SPAWN_DUP2, theirs_in, 100),
                (os.POSIX_SPAWN_DUP2, theirs_out, 101),
                (os.POSIX_SPAWN_DUP2, 100, 3),
                (os.POSIX_SPAWN_DUP2, 101, 4),
                (os.POSIX_SPAWN_CLOSE, 100),
                (os.POSIX_SPAWN_CLOSE, 101),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._buffer, self._sent = b"", 0
        self._pages: dict[str, Page] = {}

    def page(self) -> Page:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = self._pages[session] = Page(self, session)
        for domain in ("Page", "Runtime", "Network", "Log"):
            page.call(f"{domain}.enable")
        return page

    def call(
        self, method: str, session: str | None = None, page: Page | None = None, **parameters: Any
    ) -> dict[str, Any]:
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        for answer in self._messages():
            if answer.get("id") == self._sent:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result
            self._note(answer)
        raise AssertionError(f"{method}: no answer")

    def close(self) -> None:
        os.close(self._out)
        os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._in)

    def _messages(self) -> Iterator[dict[str, Any]]:
        while True:
            while b"\0" in self._buffer:
                message, _, self._buffer = self._buffer.partition(b"\0")
                yield json.loads(message)
            if not select.select([self._in], [], [], _PATIENCE)[0]:
                return
            self._buffer += os.read(self._in, 1 << 20)

    def _note(self, event: Mapping[str, Any]) -> None:
        page = self._pages.get(event.get("sessionId", ""))
        if page is None:
            return
        what, about = event.get("method"), event.get("params", {})
        if what == "Network.requestWillBeSent":
            page.requests.append(about["request"]["url"])
        elif what == "Runtime.exceptionThrown":
            page.errors.append(json.dumps(about["exceptionDetails"]))
        elif what == "Runtime.consoleAPICalled" and about["type"] in ("error", "warning", "assert"):
            page.errors.append(json.dumps(about["args"]))
        elif what == "Log.entryAdded" and about["entry"]["level"] in ("error", "warning"):
            page.errors.append(about["entry"]["text"])
        elif what == "Page.loadEventFired":
            page.loads += 1
        elif what == "Page.javascriptDialogOpening":
            page.dialogs.append(about["message"])


@contextmanager
def chromium(profile: Path) -> Iterator[Browser]:
    """Yield a browser that is gone afterwards, with all its children."""
    browser = Browser(profile)
    try:
        yield browser
    finally:
        browser.close()
