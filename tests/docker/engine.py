# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real engine and a real registry: those of this machine, or Debian's, started for the time of the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

PASSWORD = "sandbox-token"
HASHED = "$2y$05$L5w9lNhhVFDOvUXS1tTJBOnpYcTALxL..IJuEnL2SwORtSJSnjfWO"
"""The password as the registry keeps it."""

START_SECONDS = 60
ENGINE_OPTIONS = ("--storage-driver=vfs", "--iptables=false", "--ip6tables=false", "--bridge=none")
"""What an engine needs that runs in a container itself: no file system on another, and the network of the host."""


class NotHere(Exception):
    """Why there can be no engine or registry on this machine."""


def client() -> str:
    """Return a client of docker that has BuildKit. Raises NotHere."""
    folders = [*os.environ["PATH"].split(os.pathsep), "/usr/bin"]
    found = [path for folder in folders if (path := shutil.which("docker", path=folder))]
    for path in dict.fromkeys(found):
        if _succeeds(path, "buildx", "version") or _version(path) < 23:
            return path
    raise NotHere("there is no docker that has BuildKit: Debian's docker.io has")


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode == 0


def _version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True, timeout=30).stdout
    return int(said.split()[2].partition(".")[0])


class Engine:
    """An engine of docker; C(host) is where it listens. One that answers already is used and left as it is."""

    def __init__(self, folder: Path, docker: str):
        self.host = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
        self._process, self._folder = None, folder
        if _succeeds(docker, "--host", self.host, "version"):
            return
        program = shutil.which("dockerd", path=f"{os.environ['PATH']}:/usr/sbin")
        if not program or os.getuid() != 0:
            raise NotHere("no engine of docker runs, and root can start none: Debian's docker.io has one")
        self.host = f"unix://{folder}/engine.sock"
        self._log = folder / "engine.log"
        own = ("--data-root", f"{folder}/data", "--exec-root", f"{folder}/exec", "--pidfile", f"{folder}/engine.pid")
        self._process = subprocess.Popen(
            [program, *ENGINE_OPTIONS, *own, "--host", self.host], stdin=subprocess.DEVNULL,
            stdout=self._log.open("w"), stderr=subprocess.STDOUT,
        )  # fmt: skip
        if not _until(lambda: self._process.poll() is not None or _succeeds(docker, "--host", self.host, "version")) or (
            self._process.poll() is not None
        ):
            self.stop()
            raise NotHere(f"the engine of docker does not start here: {self._log.read_text().splitlines()[-1:]}")

    def stop(self) -> None:
        """End it, if it was started here."""
        if self._process:
            _end(self._process)
            # It leaves the name space of the host's network mounted, and a folder with a mount in it stays.
            mounted = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
            for place in (each for each in mounted if each.startswith(f"{self._folder}/")):
                subprocess.run(["umount", place], check=False, timeout=30)


class Registry:
    """Debian's docker-registry, which lets in nobody but the user AWS with C(PASSWORD)."""

    def __init__(self, folder: Path):
        program = shutil.which("docker-registry")
        if not program:
            raise NotHere("there is no docker-registry: Debian's package of that name has it")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.url = f"http://{address}"
        (folder / "users").write_text(f"AWS:{HASHED}\n")
        (folder / "registry.yml").write_text(
            f"version: 0.1\nlog: {{level: warn}}\nstorage: {{filesystem: {{rootdirectory: {folder}/images}}}}\n"
            f"http: {{addr: '{address}'}}\nauth: {{htpasswd: {{realm: ecr, path: {folder}/users}}}}\n"
        )
        with (folder / "registry.log").open("w") as log:
            self._process = subprocess.Popen(
                [program, "serve", str(folder / "registry.yml")], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        if not _until(self._answers):
            self.stop()
            raise NotHere("the registry does not start here")

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/v2/", timeout=5)
        except urllib.error.HTTPError as refusal:
            return refusal.code == 401
        except OSError:
            return False
        return False

    def stop(self) -> None:
        """End it."""
        _end(self._process)


def _until(look) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while not look():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
