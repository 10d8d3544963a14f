# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A deployment as people run it: ansible-playbook as a process group of its own, which can be watched and killed."""

from __future__ import annotations

import datetime
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[1]
INVENTORIES = REPOSITORY / "inventories"
LONGEST_SECONDS = 540


class Done(NamedTuple):
    """How a run ended."""

    code: int
    printed: str

    @property
    def ending(self) -> str:
        """The last of what was printed: what went wrong stands there, after a long plan."""
        return self.printed[-6000:]


class Run:
    """One ansible-playbook that was started."""

    def __init__(self, command: list, folder: Path, environment: dict[str, str]):
        self.output = folder / f"printed-{time.monotonic_ns()}"
        with open(self.output, "wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=folder / "work",
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self) -> Done:
        """Wait for its end."""
        code = self.process.wait(timeout=LONGEST_SECONDS)
        return Done(code, self.output.read_text())

    def signal(self, number: int) -> None:
        """Send a signal to its process group, as a terminal does."""
        os.killpg(self.process.pid, number)


class Deployment:
    """Deploys one environment of a system into a sandbox; HOME, TMPDIR and all output are below `folder`."""

    def __init__(self, folder: Path, sandbox, inventory: Path = INVENTORIES / "learning_platform", environment: str = "prod"):
        self.folder = folder
        self.sandbox = sandbox
        self.inventory = inventory
        self.host = f"{inventory.name}_{environment}"
        for name in ("home", "tmp", "work"):
            (folder / name).mkdir()
        # Nothing may come in from outside, neither credentials nor the metadata service of a machine in AWS; nor the wish
        # to compile the engine anew for each run.
        outside = ("AWS_", "ANSIBLE_", "PYTHONDONTWRITEBYTECODE")
        without = {name: value for name, value in os.environ.items() if not name.startswith(outside)}
        self.environment = {
            **without,
            "ANSIBLE_CONFIG": str(REPOSITORY / "ansible.cfg"),
            "ANSIBLE_COLLECTIONS_PATH": str(REPOSITORY / ".venv" / "collections"),
            "ANSIBLE_NOCOLOR": "1",
            "AWS_ACCESS_KEY_ID": "sandbox",
            "AWS_SECRET_ACCESS_KEY": "sandbox",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL": sandbox.url,
            "HOME": str(folder / "home"),
            "PATH": os.pathsep.join([os.environ["PATH"], str(REPOSITORY / ".venv" / "kubernetes")]),
            "TMPDIR": str(folder / "tmp"),
        }

    @property
    def _lock(self) -> str:
        return f"/skylift/{self.host.replace('_', '-')}/lock"

    def start(self, *arguments: str) -> Run:
        """Start a deployment."""
        return self.start_playbook("deploy", *arguments)

    def start_playbook(self, name: str, *arguments) -> Run:
        """Start one of our playbooks for this environment; nobody waits for alarms but who says so."""
        playbook = REPOSITORY / "playbooks" / f"{name}.yml"
        usual = ("-i", self.inventory, "--limit", self.host, "-e", "release_bake_seconds=0")
        return self.play(playbook, *usual, *arguments)

    def play(self, playbook: Path, *arguments) -> Run:
        """Start any playbook."""
        command = [Path(sys.executable).with_name("ansible-playbook"), playbook, *arguments]
        return Run(command, self.folder, self.environment)

    def run(self, *arguments: str) -> Done:
        """Deploy, and wait for the end."""
        return self.start(*arguments).wait()

    def processes(self) -> dict[int, list[str]]:
        """All that runs on behalf of this deployment, engines and workers included: process id -> command line."""
        home = f"HOME={self.folder / 'home'}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if home in (folder / "environ").read_bytes().split(b"\0"):
                    found[int(folder.name)] = (folder / "cmdline").read_text().split("\0")[:-1]
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
        return {process: command for process, command in found.items() if command}

    def engine(self) -> int | None:
        """The process id of the engine, if there is one."""
        return next(
            (one for one, command in self.processes().items() if any("process.py" in each for each in command)), None
        )

    def engine_directories(self) -> list[Path]:
        """The directories that engines have their sockets in."""
        return [socket.parent for socket in (self.folder / "home").rglob("skylift-*/socket")]

    def kill(self) -> None:
        """End everything at once, without a chance to tidy up."""
        for process in self.processes():
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.until(lambda: not self.processes(), 5)

    def lock(self) -> dict | None:
        """What stands in the lock of the stack, if it is there."""
        found = self.sandbox.client("ssm").get_parameters(Names=[self._lock])["Parameters"]
        return json.loads(found[0]["Value"]) if found else None

    def let_lease_end(self) -> None:
        """Spare the test the minutes until the lease of a killed run ends by itself."""
        lease = self.lock()
        if lease:
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            self.sandbox.client("ssm").put_parameter(
                Name=self._lock, Value=json.dumps({**lease, "until": now}), Type="String", Overwrite=True
            )

    def until_written(self, number: int, run: Run) -> None:
        """Wait until so many calls have changed something, or the run is at its end."""
        self.until(lambda: len(self.sandbox.writes()) >= number or run.process.poll() is not None, LONGEST_SECONDS)

    @staticmethod
    def until(happened, seconds: float) -> bool:
        """Wait for something, but not longer than that; return whether it happened."""
        end = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True
