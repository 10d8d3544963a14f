# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An image from its folder to the repository: built when it has changed, pushed, known by its digest."""

from __future__ import annotations

import base64
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

import pytest
from engine import PASSWORD
from support.account import declared

SECRET = "hunter2-of-the-build"
WITH_SECRET = """\
FROM scratch
COPY busybox /bin/busybox
SHELL ["/bin/busybox", "sh", "-c"]
RUN --mount=type=secret,id=key /bin/busybox cat /run/secrets/key; /bin/busybox wc -c < /run/secrets/key > /length
"""
RUN = 'FROM scratch\nCOPY busybox /bin/busybox\nRUN ["/bin/busybox", "sh", "-c", "{}"]\n'
URI = re.compile(r"127\.0\.0\.1:\d+/shop@sha256:[0-9a-f]{64}")


def definition() -> dict:
    container = {"name": "api", "image": "${ecr_image.api.image_uri}", "memory": 128}
    return declared("ecs_task_definition", {"name": "shop-api", "container_definitions": [container]})


def test_it_is_built_and_pushed_and_referred_to_by_its_digest(shop, docker):
    planned = shop.plan(definition())
    assert not planned.get("failed"), planned["msg"]
    assert "  + ecr_image.api  will be built and pushed" in shop.account.lines
    assert docker.calls("build") == []
    made = shop.converge(definition())
    assert not made.get("failed"), made["msg"]
    uri = made["resources"]["ecr_image.api"]["image_uri"]
    assert URI.fullmatch(uri)
    (image,) = shop.images()
    assert image["imageDigest"] == uri.rpartition("@")[2]
    assert image["imageTags"] == [made["resources"]["ecr_image.api"]["image_tag"]]
    ecs = shop.sandbox.client("ecs")
    told = ecs.describe_task_definition(taskDefinition="shop-api")["taskDefinition"]["containerDefinitions"][0]
    assert told["image"] == uri


def test_a_second_converge_builds_and_pushes_nothing(shop, docker):
    shop.converge(definition())
    docker.forget()
    shop.sandbox.clear_calls()
    again = shop.converge(definition())
    assert {*again.actions().values()} == {"keep"}, again
    assert docker.calls() == []
    assert shop.sandbox.writes() == []


def test_a_changed_file_is_another_image_and_the_former_one_stays(shop, docker):
    before = shop.ship()
    (shop.folder / "app" / "index.html").write_text("another page\n")
    docker.forget()
    planned = shop.plan(definition())
    assert docker.calls("build") + docker.calls("push") == []
    changed = planned.differences("ecr_image.api")
    assert changed[0].endswith(" -> will be built and pushed")
    assert [each.partition(":")[0] for each in changed] == ["image", "context"]
    after = shop.ship()
    assert after != before
    assert {each["imageDigest"] for each in shop.images()} == {uri.rpartition("@")[2] for uri in (before, after)}
    shop.options["platform"] = "linux/amd64"
    assert shop.converge().actions()["ecr_image.api"] == "keep"


def test_what_was_built_before_is_not_built_again(shop, docker):
    first = shop.ship()
    page = shop.folder / "app" / "index.html"
    text = page.read_text()
    page.write_text("another page\n")
    shop.ship()
    page.write_text(text)
    docker.forget()
    assert shop.ship() == first
    assert docker.calls("build") + docker.calls("push") == []


def test_a_secret_is_in_no_layer_no_log_and_on_no_command_line(shop, docker):
    shop.dockerfile(WITH_SECRET)
    shop.options["secrets"] = {"key": SECRET}
    uri = shop.ship()
    kept = docker.run("save", f"{uri.rpartition('@')[0]}:{shop.images()[0]['imageTags'][0]}")
    kept += docker.run("history", "--no-trunc", f"{uri.rpartition('@')[0]}:{shop.images()[0]['imageTags'][0]}")
    assert SECRET.encode() not in kept
    assert "--secret type=env,id=key" in docker.calls("build")[0]
    for told in (docker.calls(), shop.account.lines):
        assert SECRET not in str(told)
        assert PASSWORD not in str(told)
    shop.options["secrets"] = {"key": "another"}
    assert shop.converge().actions()["ecr_image.api"] == "keep"


def test_a_failure_tells_what_the_builder_said_last_but_no_secret(shop):
    shop.dockerfile(WITH_SECRET.replace("> /length", "; echo no such package; exit 9"))
    shop.options["secrets"] = {"key": SECRET}
    failed = shop.converge(definition())
    assert failed["failed"]
    (problem,) = failed["problems"]
    assert problem["address"] == "ecr_image.api"
    assert "docker could not build it (exit code 1), and said last:" in problem["said"]
    assert "no such package" in problem["said"]
    assert SECRET not in str(failed)
    assert failed["skipped_resources"]


def test_the_signing_in_of_the_user_is_left_alone(shop, docker, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    shop.ship()
    assert docker.calls("login")
    assert not (tmp_path / ".docker" / "config.json").exists()
    assert [*tmp_path.glob("skylift-registry-*")] == []


def test_a_wrong_token_is_told(shop, machine):
    shop.sandbox.settings(image_registry={"url": machine[1].url, "password": "of yesterday"})
    failed = shop.converge()
    (problem,) = failed["problems"]
    assert re.match(r"docker could not sign in to 127.0.0.1:\d+ \(exit code 1\), and said last:\n", problem["said"])
    assert "401" in problem["said"] or "unauthorized" in problem["said"]
    assert "see that whoever deploys may push" in problem["remedy"]
    assert "of yesterday" not in str(failed)


def test_it_is_built_while_the_database_is_created(shop):
    shop.sandbox.settings(delays={"rds:instance": 8})
    database = declared("rds_db_instance", {
        "name": "shop", "engine": "postgres", "db_instance_class": "db.t4g.micro", "allocated_storage": 20,
        "master_username": "shop", "manage_master_user_password": True})  # fmt: skip
    made = shop.converge(database)
    assert not made.get("failed"), made["msg"]
    lines = [line.strip() for line in shop.account.lines]
    done = [line for line in lines if re.match(r"\S ?(ecr_image.api|rds_db_instance.shop) created", line)]
    assert [line.split()[1] for line in done] == ["ecr_image.api", "rds_db_instance.shop"], lines


@pytest.mark.parametrize("findings, said", [
    ({"CRITICAL": 1, "HIGH": 2, "LOW": 3}, "the scan of the image found 1 CRITICAL, 2 HIGH: CRITICAL CVE-2026-0001 in openssl"),
    ({"status": "UNSUPPORTED_IMAGE"}, "the scan of the image has no result (UNSUPPORTED_IMAGE: UnsupportedImageError"),
])  # fmt: skip
def test_findings_stop_what_refers_to_it(shop, findings, said):
    shop.options["fail_on_severity"] = "HIGH"
    shop.sandbox.settings(image_findings={"shop": findings})
    for _again in range(2):
        failed = shop.converge(definition())
        (problem,) = failed["problems"]
        assert said in problem["said"]
        assert shop.sandbox.client("ecs").list_task_definitions()["taskDefinitionArns"] == []
    shop.sandbox.settings(image_findings={"shop": {"MEDIUM": 7}})
    assert not shop.converge(definition()).get("failed")
    assert {*shop.converge(definition()).actions().values()} == {"keep"}


def test_without_a_builder_the_plan_says_so_and_what_is_built_stays(shop, docker, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    refused = shop.plan()
    assert "ecr_image.api: is to be built, and nothing that builds images is installed; install docker" in refused["msg"]
    monkeypatch.undo()
    os.environ["DOCKER_HOST"], path = docker.host, os.environ["PATH"]
    os.environ["PATH"] = f"{docker.folder / 'bin'}{os.pathsep}{path}"
    try:
        shop.ship()
        os.environ["PATH"] = str(tmp_path / "nothing")
        assert {*shop.converge().actions().values()} == {"keep"}
    finally:
        os.environ["PATH"] = path
        del os.environ["DOCKER_HOST"]


@pytest.mark.parametrize("program", ["buildah", "podman"])
def test_others_build_and_push_as_docker_does(shop, program, tmp_path, monkeypatch):
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    others = {"docker", "podman", "buildah"} - {program}
    for other in others:
        (tmp_path / other).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / other).chmod(0o755)
    storage = f'[storage]\ndriver = "vfs"\nrunroot = "{tmp_path}/run"\ngraphroot = "{tmp_path}/graph"\n'
    (tmp_path / "storage.conf").write_text(storage)
    monkeypatch.setenv("CONTAINERS_STORAGE_CONF", str(tmp_path / "storage.conf"))
    monkeypatch.setenv("BUILDAH_ISOLATION", "chroot")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    shop.dockerfile(WITH_SECRET)
    (shop.folder / ".dockerignore").write_text("app\n")
    shop.options["secrets"] = {"key": SECRET}
    assert URI.fullmatch(shop.ship())
    assert SECRET not in str(shop.account.lines)
    (shop.folder / "app" / "index.html").write_text("of no account\n")
    assert {*shop.converge().actions().values()} == {"keep"}


def _converge(shop) -> None:
    shop.converge()


def test_a_run_that_was_killed_is_gone_on_with(shop, docker):
    shop.dockerfile(RUN.format("/bin/busybox sleep 4"))
    process = multiprocessing.get_context("fork").Process(target=_converge, args=(shop,))
    process.start()
    deadline = time.monotonic() + 60
    while not docker.calls("build"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(1)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert shop.images() == []
    made = shop.converge(force_unlock=True)
    assert not made.get("failed"), made["msg"]
    assert len(shop.images()) == 1
    assert {*shop.converge().actions().values()} == {"keep"}


def test_it_goes_with_all_that_was_built_under_its_name(shop):
    shop.ship()
    (shop.folder / "app" / "index.html").write_text("another page\n")
    shop.ship()
    gone = shop.account.converge(*shop.declared(), state="absent", delete_data_of=["ecr_repository.shop"])
    assert not gone.get("failed"), gone["msg"]
    assert shop.sandbox.client("ecr").describe_repositories()["repositories"] == []


def test_mistakes_are_told_before_anything_is_done(shop):
    shop.options = {"dockerfile": "Containerfile", "fail_on_severity": "BAD"}
    refused = shop.plan()
    assert 'there is no Dockerfile "' in refused["msg"]
    assert 'fail_on_severity: "BAD" is no severity; use one of INFORMATIONAL' in refused["msg"]


def test_the_registry_is_as_strict_as_ecr(shop, docker, tmp_path):
    uri = shop.ship()
    registry, dummy = uri.split("/")
    tag = f"{registry}/shop:{shop.images()[0]['imageTags'][0]}"
    signed_in = {"auths": {registry: {"auth": base64.b64encode(f"AWS:{PASSWORD}".encode()).decode()}}}
    (tmp_path / "config.json").write_text(json.dumps(signed_in))
    nowhere = f"{registry}/nowhere:1"
    docker.run("tag", tag, nowhere)
    for image, said in ((tag, "cannot be overwritten because the tag is immutable"), (nowhere, "does not exist in the registry")):
        with pytest.raises(subprocess.CalledProcessError) as refused:
            docker.run("--config", str(tmp_path), "push", image)
        assert said in refused.value.stderr.decode()
