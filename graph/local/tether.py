"""Ties a process to the one that started it: on Linux the kernel ends it when its starter dies, however that dies.

Run as a file with a command behind it, this becomes that command. It imports nothing but the standard library, because
it runs before every part. Elsewhere it is a no-op: what a killed supervisor leaves behind is ended by the next start.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def tie(parent: int | None = None) -> None:
    """Receive SIGTERM when the parent process ends, at once if it ended already; no-op where the kernel cannot."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if parent is not None and os.getppid() != parent:  # it died before the kernel knew of the tie
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    tie(int(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - the supervisor's own command, no shell
