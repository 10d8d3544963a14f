# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: start the sandbox in the background, stop it, ask whether it is there."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from .client import Sandbox

START_SECONDS = 20
HERE = Path(__file__).resolve().parent


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python tests/sandbox", description=__doc__)
    parser.add_argument("command", choices=("start", "stop", "status", "serve"))
    parser.add_argument("--port", type=int, default=5566)
    parser.add_argument(
        "--state-dir", type=Path, default=Path(".sandbox"), help="where the pid and the endpoint are kept"
    )
    options = parser.parse_args(argv)
    return {"start": start, "stop": stop, "status": status, "serve": serve}[options.command](options)


def serve(options) -> int:
    """Serve in the foreground until a signal ends it."""
    from .server import serve_forever

    serve_forever(options.port)
    return 0


def start(options) -> int:
    """Serve in the background; nothing happens if the port is served already."""
    sandbox = Sandbox(f"http://127.0.0.1:{options.port}")
    if not sandbox.is_up():
        options.state_dir.mkdir(parents=True, exist_ok=True)
        with open(options.state_dir / "log", "ab") as log:
            process = subprocess.Popen(
                [sys.executable, str(HERE), "serve", "--port", str(options.port)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if not _comes_up(sandbox, process):
            print(f"the sandbox did not start; see {options.state_dir / 'log'}", file=sys.stderr)
            return 1
        (options.state_dir / "pid").write_text(f"{process.pid}\n")
        (options.state_dir / "endpoint").write_text(f"{sandbox.url}\n")
    print(sandbox.url)
    return 0


def stop(options) -> int:
    """End the process that `start` made, and no other."""
    pid_file = options.state_dir / "pid"
    if pid_file.exists():
        pid = int(pid_file.read_text())
        if _is_ours(pid):
            os.kill(pid, signal.SIGTERM)
            while _is_ours(pid):
                time.sleep(0.02)
        pid_file.unlink()
        (options.state_dir / "endpoint").unlink(missing_ok=True)
    return 0


def status(options) -> int:
    """Exit code 0 if the sandbox answers, 3 if not (as init scripts do)."""
    sandbox = Sandbox(f"http://127.0.0.1:{options.port}")
    up = sandbox.is_up()
    print(f"{sandbox.url} is {'up' if up else 'down'}")
    return 0 if up else 3


def _comes_up(sandbox: Sandbox, process: subprocess.Popen) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if sandbox.is_up():
            return True
        time.sleep(0.03)
    return False


def _is_ours(pid: int) -> bool:
    """A pid is used again after a reboot: look at what runs under it before ending it."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return str(HERE).encode() in command and state != "Z"
