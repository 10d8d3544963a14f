# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The programs that build images and push them: docker with BuildKit, podman or buildah, whichever is there."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import secret
from ansible_collections.skylift.aws.plugins.module_utils.images import programs
from ansible_collections.skylift.aws.plugins.module_utils.images.content import PLATFORM, Source
from ansible_collections.skylift.aws.plugins.module_utils.images.programs import ProgramFailed

REMEDY = (
    "install docker (with its buildx plugin), podman or buildah where this runs and see that its engine is started, "
    "or give the service the URI of an image that is built elsewhere"
)
PROBE_SECONDS = 20
ARCHITECTURE = {"podman": "{{.Architecture}}", "buildah": "{{.Docker.Architecture}}"}
"""How a program without an engine is asked what processor an image is for."""

SECRET_VARIABLE = "SKYLIFT_BUILD_SECRET_"
FOLDERS = "skylift-registry-"
Report = Callable[[str], None]


class Credentials(NamedTuple):
    """Who may push to a registry for a while; C(is_plain) is one without TLS."""

    registry: str
    user: str
    password: str
    is_plain: bool


class Builder:
    """One program that builds and pushes."""

    def __init__(self, program: str, build: list[str], environment: Mapping[str, str], reads_ignore_files: bool):
        self.program = program
        self._build = build
        self._environment = environment
        self._reads_ignore_files = reads_ignore_files

    def build(self, image: str, source: Source, options: Mapping[str, object], report: Report) -> None:
        """Build an image under a name. Raises ProgramFailed.

        The values of secrets are in the environment of the builder alone, from where its secret mounts take them.
        """
        secrets = secret(options.get("secrets") or {})
        variables = {name: f"{SECRET_VARIABLE}{number}" for number, name in enumerate(secrets)}
        platform = str(options.get("platform") or PLATFORM)
        command = [
            *self._build,
            *("--platform", platform, "--file", str(source.dockerfile), "--tag", image),
            *_flags("target", options.get("target")),
            *_flags("network", options.get("network")),
            *_flags("build-arg", *(f"{name}={_text(value)}" for name, value in (options.get("build_args") or {}).items())),
            *_flags("secret", *(f"type=env,id={name},src={variable}" for name, variable in variables.items())),
            *_flags("cache-from", *(options.get("cache_from") or ())),
            *_flags("ignorefile", source.ignore_file and not self._reads_ignore_files and str(source.ignore_file)),
        ]
        given = {**self._environment, **{variable: str(secrets[name]) for name, variable in variables.items()}}

        def build(*how: str) -> None:
            self._do("build it", [*command, *how, str(source.context)], report, "", given, secrets.values())

        build()
        # Until the middle of 2025 buildah, which podman has in it, took what it made FROM scratch for one processor from its
        # cache for every other, too: https://github.com/containers/podman/issues/18723
        if self.program in ARCHITECTURE and not self._is_for(platform, image):
            build("--no-cache")

    def push(self, image: str, who: Credentials, report: Report) -> None:
        """Push an image. Raises ProgramFailed.

        The token goes to the input of the program, which keeps it in a folder of its own that is gone afterwards: the
        signing in of whoever runs this stays as it is.
        """
        _sweep()
        with tempfile.TemporaryDirectory(prefix=f"{FOLDERS}{os.getpid()}-") as folder:
            plain = ["--tls-verify=false"] if who.is_plain else []
            if self.program == "docker":
                # The own folder has no contexts: where the engine is must be said.
                how, environment = [], {**self._environment, "DOCKER_CONFIG": folder, "DOCKER_HOST": _engine_of_docker()}
            else:
                how, environment = ["--authfile", os.path.join(folder, "auth.json"), *plain], self._environment
            sign_in = [self.program, "login", *how, "--username", who.user, "--password-stdin", who.registry]
            self._do(f"sign in to {who.registry}", sign_in, report, str.__str__(who.password), environment, [who.password])
            self._do("push it", [self.program, "push", *how, image], report, "", environment, [who.password])

    def _is_for(self, platform: str, image: str) -> bool:
        code, told = _probe(self.program, "inspect", "--type", "image", "--format", ARCHITECTURE[self.program], image)
        return code == 0 and told in platform.split("/")

    def _do(self, what: str, command: list[str], report: Report, given: str = "", environment=None, secrets=()) -> None:
        try:
            doing = what.partition(" ")[0]
            # podman ends its step with itself only if its terminal is gone: https://github.com/containers/podman/issues/14523
            stop = signal.SIGHUP if self.program == "podman" else signal.SIGTERM
            done = programs.run(command, lambda said: report(f"{doing}: {said}"), given, environment, secrets, stop=stop)
        except OSError as error:
            raise ProgramFailed(f"{self.program} cannot be run: {error}") from error
        done.check(f"{self.program} could not {what}", _remedy(what, done.lines))


def find() -> Builder | Problem:
    """Return the builder of this machine, or what keeps it from building."""
    faults = []
    for program in ("docker", "podman", "buildah"):
        if shutil.which(program):
            built_by = _docker() if program == "docker" else _without_engine(program)
            if isinstance(built_by, Builder):
                return built_by
            faults.append(built_by)
    return Problem("; ".join(faults) or "nothing that builds images is installed", REMEDY)


def _docker() -> Builder | str:
    """Docker, by the plugin buildx, or by the BuildKit that clients before version 23 have in them."""
    code, told = _probe("docker", "version", "--format", "{{.Client.Version}} {{.Server.Version}}")
    if code:
        return f"the engine of docker does not answer ({told.splitlines()[-1] if told else f'exit code {code}'})"
    if not _probe("docker", "buildx", "version")[0]:
        # Without this an image is an index with an attestation beside it, which Lambda and others do not take.
        return Builder("docker", ["docker", "buildx", "build", "--load", "--provenance=false", "--progress=plain"], {}, True)
    major = re.search(r"^(\d+)\.", told, re.MULTILINE)
    if major and int(major[1]) < 23:
        return Builder("docker", ["docker", "build", "--progress=plain"], {"DOCKER_BUILDKIT": "1"}, True)
    return "docker has no BuildKit: its plugin buildx is missing"


def _without_engine(program: str) -> Builder | str:
    # Its storage is opened for that, which its version can be told without.
    code, told = _probe(program, "info")
    if code:
        return f"{program} does not work ({told.splitlines()[-1] if told else f'exit code {code}'})"
    # The format of OCI, which they would choose, has no word for SHELL and HEALTHCHECK; buildah has no cache unless told.
    return Builder(program, [program, "build", "--format", "docker", "--layers"], {}, False)


def _probe(*command: str) -> tuple[int, str]:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=PROBE_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return 1, str(error)
    return done.returncode, done.stdout.strip()


def _engine_of_docker() -> str:
    """Where the engine is that docker talks to, be it told by the environment or by the context of its configuration."""
    if os.environ.get("DOCKER_HOST"):
        return os.environ["DOCKER_HOST"]
    code, told = _probe("docker", "context", "inspect", "--format", "{{.Endpoints.docker.Host}}")
    return "" if code else told


def _sweep() -> None:
    """Take away the folders of runs that were killed while they pushed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDERS}*"):
        process = folder.name.removeprefix(FOLDERS).partition("-")[0]
        if process.isdigit() and folder.stat().st_uid == os.getuid() and not _lives(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remedy(what: str, lines: list[str]) -> str:
    said = "\n".join(lines)
    if what == "build it" and "short-name" in said:
        return (
            "write the whole name of the base image into the Dockerfile, docker.io/library/node:22 for instance, or "
            'unqualified-search-registries = ["docker.io"] into /etc/containers/registries.conf'
        )
    if what == "build it":
        return "correct the Dockerfile, or what it needs, and run it again"
    if re.search("denied|unauthorized|401|403|no basic auth|invalid username/password", said):
        return "see that whoever deploys may push (docs/permissions.md), and that no proxy stands before the registry"
    return "run it again: what was built is kept"


def _flags(name: str, *values: object) -> list[str]:
    return [part for value in values if value for part in (f"--{name}", str(value))]


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
