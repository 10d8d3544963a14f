# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Images are built by a real engine, and pushed to a real registry that the sandbox's ECR keeps its images in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import yaml

TESTS = Path(__file__).resolve().parents[1]
COLLECTIONS = TESTS.parent / ".venv" / "collections"
sys.path.insert(0, str(TESTS / "integration"))
pytest.register_assert_rewrite("support")

from base import NAME, PROGRAM, write
from engine import PASSWORD, Engine, NotHere, Registry, client
from sandbox.fixture import sandbox, sandbox_server
from support.account import Account, Result, declared

__all__ = ["sandbox", "sandbox_server"]

BUSYBOX = "/bin/busybox"
DOCKERFILE = """\
FROM scratch
COPY busybox /bin/busybox
COPY app /app
CMD ["/bin/busybox", "httpd", "-f", "-h", "/app", "-p", "127.0.0.1:8080"]
"""


BUILDERS = ("docker", "podman", "buildah")
"""In the order in which the collection looks for them."""


class Program:
    """A program that everything here goes through: what it is called with is written down."""

    def __init__(self, folder: Path, path: str, name: str):
        self.folder = folder
        self.program = path
        self.name = name
        self._calls = folder / "calls"
        self._calls.touch()
        wrapper = folder / "bin" / name
        wrapper.parent.mkdir()
        wrapper.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> {self._calls}\nexec {path} "$@"\n')
        wrapper.chmod(0o755)

    def calls(self, word: str = "") -> list[str]:
        """The calls with a word in them."""
        return [line for line in self._calls.read_text().splitlines() if word in line.split() or not word]

    def forget(self) -> None:
        """Forget the calls so far."""
        self._calls.write_text("")


class Docker(Program):
    """The docker of an engine."""

    def __init__(self, folder: Path, path: str, host: str):
        super().__init__(folder, path, "docker")
        self.host = host

    def tidy_up(self) -> None:
        """Take away what tests leave in an engine, which may be somebody's own."""
        made = self.run("images", "--quiet", "--filter", "reference=127.0.0.1:*/*", "--filter", f"reference={NAME}")
        if made:
            self.run("image", "rm", "--force", *dict.fromkeys(made.decode().split()))

    def run(self, *arguments: str) -> bytes:
        """Call docker, unwritten, and return what it prints."""
        command = [self.program, "--host", self.host, *arguments]
        return subprocess.run(command, capture_output=True, check=True, timeout=300).stdout


@pytest.fixture(scope="session")
def machine():
    """An engine and a registry, for all tests."""
    # The path of a socket must be short, and an engine leaves much behind.
    folder = Path(tempfile.mkdtemp(prefix="skylift-docker-"))
    started = []
    try:
        program = client()
        started.append(Engine(folder, program))
        started.append(Registry(folder))
    except NotHere as reason:
        for each in started:
            each.stop()
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(str(reason))
    docker = Docker(folder, program, started[0].host)
    yield docker, started[1]
    docker.tidy_up()
    for each in reversed(started):
        each.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def base(machine):
    """The name of an image with Python, for applications to be built on."""
    docker, dummy = machine
    if not Path(PROGRAM).exists():
        pytest.skip(f"there is no {PROGRAM} to make a base image of: Debian's python3.11 has it")
    tar = docker.folder / "base.tar"
    write(tar)
    docker.run("import", str(tar), NAME)
    tar.unlink()
    return NAME


@pytest.fixture
def docker(machine, monkeypatch):
    """The engine as the collection finds it."""
    made, dummy = machine
    made.forget()
    monkeypatch.setenv("DOCKER_HOST", made.host)
    monkeypatch.setenv("PATH", f"{made.folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return made


@pytest.fixture(params=BUILDERS)
def builder(request, docker, monkeypatch):
    """Each of the programs that build, as the collection finds it where those before it do not work."""
    name = request.param
    if name == "docker":
        yield docker
        return
    path = shutil.which(name)
    if not path:
        pytest.skip(f"there is no {name} to build with: Debian's package of that name has it")
    # Storage in a folder of its own, on any file system.
    folder = Path(tempfile.mkdtemp(prefix=f"skylift-{name}-"))
    made = Program(folder, path, name)
    for other in BUILDERS[: BUILDERS.index(name)]:
        (folder / "bin" / other).write_text("#!/bin/sh\nexit 1\n")
        (folder / "bin" / other).chmod(0o755)
    storage = folder / "storage.conf"
    storage.write_text(f'[storage]\ndriver = "vfs"\nrunroot = "{folder}/run"\ngraphroot = "{folder}/graph"\n')
    monkeypatch.setenv("CONTAINERS_STORAGE_CONF", str(storage))
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
    yield made
    shutil.rmtree(folder, ignore_errors=True)


class Shop:
    """A stack with a repository and an image that is built from a folder."""

    def __init__(self, sandbox, folder: Path):
        self.account = Account(sandbox, "shop")
        self.sandbox = sandbox
        self.folder = folder
        self.options: dict = {}

    def declared(self, *others: dict) -> list[dict]:
        """What is declared: the repository, the image, and what else is wanted."""
        # Without a network of its own the engine has that of the host only.
        image = {"name": "api", "repository_name": "${ecr_repository.shop.repository_name}", "context": str(self.folder),
                 "network": "host", **self.options}  # fmt: skip
        repository = {"name": "shop", "image_tag_mutability": "IMMUTABLE",
                      "image_scanning_configuration": {"scan_on_push": True}}  # fmt: skip
        return [declared("ecr_repository", repository), declared("ecr_image", image), *others]

    def converge(self, *others: dict, **request) -> Result:
        """Converge the stack."""
        return self.account.converge(*self.declared(*others), **request)

    def plan(self, *others: dict) -> Result:
        """Plan the stack."""
        return self.account.plan(*self.declared(*others))

    def ship(self) -> str:
        """Converge the stack and return the URI of the image."""
        result = self.converge()
        assert not result.get("failed"), result["msg"]
        return result["resources"]["ecr_image.api"]["image_uri"]

    def dockerfile(self, text: str) -> None:
        """Build it in another way."""
        (self.folder / "Dockerfile").write_text(text)

    def images(self) -> list[dict]:
        """What ECR has."""
        return self.sandbox.client("ecr").describe_images(repositoryName="shop")["imageDetails"]


@pytest.fixture
def shop(sandbox, machine, docker, tmp_path):
    """A stack whose image differs from that of every other test."""
    if not os.access(BUSYBOX, os.X_OK):
        pytest.skip("there is no busybox to build an image of: Debian's busybox-static has it")
    sandbox.settings(delay=0.05, image_registry={"url": machine[1].url, "password": PASSWORD})
    folder = tmp_path / "shop"
    (folder / "app").mkdir(parents=True)
    shutil.copy(BUSYBOX, folder / "busybox")
    (folder / "app" / "index.html").write_text(f"{tmp_path}\n")
    (folder / "Dockerfile").write_text(DOCKERFILE)
    return Shop(sandbox, folder)


@pytest.fixture
def play(tmp_path, shop, docker):
    """Runs a play and returns its exit code and output."""

    def run(play: dict, *arguments: str) -> tuple[int, str]:
        connection = {"region": "us-east-1", "endpoint_url": shop.sandbox.url, "access_key": "sandbox", "secret_key": "sandbox"}
        defaults = {"group/skylift.aws.all": {**connection, **play.pop("defaults", {})}}
        whole = {"hosts": "localhost", "gather_facts": False, "module_defaults": defaults, **play}
        (tmp_path / "play.yml").write_text(yaml.safe_dump([whole]))
        command = [Path(sys.executable).with_name("ansible-playbook"), "-c", "local", "-i", "localhost,", "play.yml",
                   "-e", f"ansible_python_interpreter={sys.executable}", *arguments]  # fmt: skip
        settings = {"ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS), "ANSIBLE_HOME": str(tmp_path / "home"),
                    "ANSIBLE_STDOUT_CALLBACK": "default", "ANSIBLE_NOCOLOR": "1"}  # fmt: skip
        done = subprocess.run(command, cwd=tmp_path, env={**os.environ, **settings}, capture_output=True, text=True,
                              timeout=240, stdin=subprocess.DEVNULL, check=False)  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    return run
