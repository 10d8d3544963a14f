# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which program builds, and what is said when there is none."""

from __future__ import annotations

import datetime
import os
import threading
import time

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration, Desired, Found
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN, secret
from ansible_collections.skylift.aws.plugins.module_utils.images import builders, programs
from ansible_collections.skylift.aws.plugins.module_utils.images.content import source_of
from ansible_collections.skylift.aws.plugins.module_utils.preflight.check import preflight

OLD = 'case "$*" in *buildx*) exit 1;; esac; echo "20.10.24 20.10.24"'
NEW_WITHOUT_BUILDX = 'case "$*" in *buildx*) exit 1;; esac; echo "28.2.2 28.2.2"'
WITH_BUILDX = 'echo "28.2.2 28.2.2"'
WITHOUT_ENGINE = "echo 'Cannot connect to the Docker daemon' >&2; exit 1"


@pytest.fixture
def install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(program: str, text: str) -> None:
        (tmp_path / program).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / program).chmod(0o755)

    return put


@pytest.mark.parametrize("docker, command", [
    (OLD, ["docker", "build", "--progress=plain"]),
    (WITH_BUILDX, ["docker", "buildx", "build", "--load", "--provenance=false", "--progress=plain"]),
])  # fmt: skip
def test_docker_builds_with_buildkit(install, docker, command):
    install("docker", docker)
    install("podman", "exit 0")
    assert builders.find()._build == command


@pytest.mark.parametrize("docker", [NEW_WITHOUT_BUILDX, WITHOUT_ENGINE])
def test_another_builds_where_docker_cannot(install, docker):
    install("docker", docker)
    install("buildah", "exit 0")
    assert builders.find().program == "buildah"


@pytest.mark.parametrize("docker, said", [
    ("", "nothing that builds images is installed"),
    (NEW_WITHOUT_BUILDX, "docker has no BuildKit: its plugin buildx is missing"),
    (WITHOUT_ENGINE, "the engine of docker does not answer (Cannot connect to the Docker daemon)"),
])  # fmt: skip
def test_what_is_missing_is_named(install, docker, said):
    if docker:
        install("docker", docker)
    fault = builders.find()
    assert isinstance(fault, Problem)
    assert fault.said == said
    assert "install docker (with its buildx plugin), podman or buildah" in fault.remedy


def told(found: dict, **options) -> list[str]:
    given = {"repository_name": "shop", "context": "/srv/shop", **options}
    desired = Desired(Declaration("ecr_image", "api", given), given, {}, "demo")
    return [each.code for each in preflight([desired], found, None, datetime.date(2026, 11, 21))]


def test_a_plan_tells_that_a_builder_is_missing_if_one_is_needed(install):
    built, stale = (Found("ecr_image.api", {"is_built": is_built}) for is_built in (True, False))
    assert told({"ecr_image.api": None}) == ["ECR-IMAGE-BUILDER"]
    assert told({"ecr_image.api": stale}) == ["ECR-IMAGE-BUILDER"]
    assert told({"ecr_image.api": built}) == []
    assert told({"ecr_image.api": stale}, build_args={"API": UNKNOWN}) == []
    assert told({}) == []
    install("podman", "exit 0")
    assert told({"ecr_image.api": None}) == []


def test_a_plan_warns_of_what_no_image_wants(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".env").write_text("")
    found = {"ecr_image.api": Found("ecr_image.api", {"is_built": True})}
    assert told(found, context=str(tmp_path)) == ["ECR-IMAGE-CONTEXT"] * 2
    (tmp_path / ".dockerignore").write_text(".git\n.env\n")
    assert told(found, context=str(tmp_path)) == []


def test_secrets_are_left_out_of_what_a_program_says():
    lines = []
    done = programs.run(["sh", "-c", 'read given; echo "with $given and $OTHER"; exit 3'], lines.append, "abc\n",
                        {"OTHER": "public"}, [secret("abc")])  # fmt: skip
    assert done == (3, ["with (sensitive) and public"])
    assert lines == ["with (sensitive) and public"]


def test_a_program_ends_when_the_run_is_stopped():
    began, stop = time.monotonic(), threading.Timer(0.2, lambda: None)
    stop.start()

    def report(said: str) -> None:
        if not stop.is_alive():
            raise Failed(Problem("stopped"))

    with pytest.raises(Failed, match="stopped"):
        programs.run(["sh", "-c", "echo begun; exec sleep 60"], report)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("then", ["; wait", ""], ids=["it goes on", "it has ended itself"])
def test_what_a_program_has_started_ends_with_it(tmp_path, then):
    os.mkfifo(tmp_path / "held")
    with open(os.open(tmp_path / "held", os.O_RDONLY | os.O_NONBLOCK), "rb") as held:

        def report(said: str) -> None:
            os.set_blocking(held.fileno(), True)
            raise Failed(Problem(said))

        with pytest.raises(Failed, match="begun"):
            programs.run(["sh", "-c", f"sleep 60 > {tmp_path}/held & echo begun{then}"], report)
        assert held.read() == b"", "whoever holds it open has ended"


def test_folders_of_killed_runs_are_taken_away(tmp_path, monkeypatch):
    monkeypatch.setattr(builders.tempfile, "tempdir", str(tmp_path))
    left, ours = tmp_path / f"{builders.FOLDERS}999999999-x", tmp_path / f"{builders.FOLDERS}{os.getpid()}-x"
    left.mkdir()
    ours.mkdir()
    builders._sweep()
    assert not left.exists()
    assert ours.exists()


def test_the_values_of_secrets_are_in_the_environment_only(install, tmp_path):
    install("podman", f'case $1 in inspect) echo amd64; exit;; esac\nprintf "%s\\n" "$*" >> {tmp_path}/calls\n'
                      f'printf "%s" "$SKYLIFT_BUILD_SECRET_0" > {tmp_path}/given')  # fmt: skip
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    options = {"context": str(tmp_path), "secrets": {"pin": 4711}, "build_args": {"DEBUG": True}, "target": "web"}
    builders.find().build("shop:1", source_of(options), options, lambda said: None)
    build = (tmp_path / "calls").read_text().splitlines()[-1]
    assert build == (f"build --format docker --layers --platform linux/amd64 --file {tmp_path}/Dockerfile --tag shop:1 "
                     "--target web --build-arg DEBUG=true "
                     f"--secret type=env,id=pin,src=SKYLIFT_BUILD_SECRET_0 {tmp_path}")  # fmt: skip
    assert (tmp_path / "given").read_text() == "4711"
