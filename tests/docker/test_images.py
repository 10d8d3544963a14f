# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An image from its folder to the repository: built when it has changed, pushed, known by its digest."""

from __future__ import annotations

import base64
import contextlib
import json
import multiprocessing
import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.images import builders
from ansible_collections.skylift.aws.plugins.module_utils.images.content import source_of
from engine import PASSWORD
from pulled import Pulled
from support.account import declared

SECRET = "hunter2-of-the-build"
WITH_SECRET = """\
FROM scratch
COPY busybox /bin/busybox
SHELL ["/bin/busybox", "sh", "-c"]
RUN --mount=type=secret,id=key /bin/busybox cat /run/secrets/key; /bin/busybox wc -c < /run/secrets/key > /length
"""
WITH_A_STEP = """\
FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "cp", "/proc/sys/kernel/random/uuid", "/id"]
COPY app /app
"""
STAGES = """\
FROM scratch AS web
ARG COLOUR
COPY busybox /bin/busybox
ENV COLOUR=$COLOUR
HEALTHCHECK CMD ["/bin/busybox", "true"]
FROM web
COPY nowhere /
"""
RUN = 'FROM scratch\nCOPY busybox /bin/busybox\nRUN ["/bin/busybox", "sh", "-c", "{}"]\n'
URI = re.compile(r"127\.0\.0\.1:\d+/shop@sha256:[0-9a-f]{64}")


def definition() -> dict:
    container = {"name": "api", "image": "${ecr_image.api.image_uri}", "memory": 128}
    return declared("ecs_task_definition", {"name": "shop-api", "container_definitions": [container]})


def runs(*command: str) -> bool:
    wanted = "\0".join((*command, "")).encode()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if (process / "cmdline").read_bytes() == wanted:
                return True
    return False


def test_it_is_built_and_pushed_and_referred_to_by_its_digest(shop, builder):
    planned = shop.plan(definition())
    assert not planned.get("failed"), planned["msg"]
    assert "  + ecr_image.api  will be built and pushed" in shop.account.lines
    assert builder.calls("build") == []
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


def test_a_second_converge_builds_and_pushes_nothing(shop, builder):
    shop.converge(definition())
    builder.forget()
    shop.sandbox.clear_calls()
    again = shop.converge(definition())
    assert {*again.actions().values()} == {"keep"}, again
    assert builder.calls() == []
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


def test_a_secret_is_in_no_layer_no_log_and_on_no_command_line(shop, builder):
    shop.dockerfile(WITH_SECRET)
    shop.options["secrets"] = {"key": SECRET}
    image = Pulled(shop.ship()).text()
    assert f"{len(SECRET)}\n".encode() in image
    assert SECRET.encode() not in image
    assert "--secret type=env,id=key" in builder.calls("build")[0]
    for told in (builder.calls(), shop.account.lines):
        assert SECRET not in str(told)
        assert PASSWORD not in str(told)
    shop.options["secrets"] = {"key": "another"}
    assert shop.converge().actions()["ecr_image.api"] == "keep"


def test_it_is_of_the_stage_the_arguments_and_the_processor_that_are_asked_for(shop, builder):
    shop.dockerfile(STAGES)
    for processor in ("amd64", "arm64"):
        shop.options.update(target="web", build_args={"COLOUR": "green"}, platform=f"linux/{processor}")
        made = Pulled(shop.ship()).configuration
        assert made["architecture"] == processor
        assert "COLOUR=green" in made["config"]["Env"]
        assert made["config"]["Healthcheck"] == {"Test": ["CMD", "/bin/busybox", "true"]}


def test_steps_that_were_done_before_are_not_done_again(shop, builder):
    shop.dockerfile(WITH_A_STEP)
    before = Pulled(shop.ship()).layers
    (shop.folder / "app" / "index.html").write_text("another page\n")
    after = Pulled(shop.ship()).layers
    assert (len(before), len(after)) == (3, 3)
    assert after[:-1] == before[:-1]
    assert after[-1] != before[-1]


def test_what_is_ignored_is_neither_in_it_nor_a_reason_to_build_it_again(shop, builder):
    (shop.folder / ".dockerignore").write_text("app/notes\n")
    notes = shop.folder / "app" / "notes"
    notes.write_text("of no account")
    assert b"of no account" not in Pulled(shop.ship()).text()
    notes.write_text("of no account either")
    builder.forget()
    assert {*shop.converge().actions().values()} == {"keep"}
    assert builder.calls() == []


def test_a_failure_tells_what_the_builder_said_last_but_no_secret(shop, builder):
    shop.dockerfile(WITH_SECRET.replace("> /length", "; echo no such package; exit 9"))
    shop.options["secrets"] = {"key": SECRET}
    failed = shop.converge(definition())
    assert failed["failed"]
    (problem,) = failed["problems"]
    assert problem["address"] == "ecr_image.api"
    assert re.match(rf"{builder.name} could not build it \(exit code \d+\), and said last:\n", problem["said"])
    assert re.search(r"^ .*no such package$", problem["said"], re.MULTILINE)
    assert SECRET not in str(failed)
    assert failed["skipped_resources"]


@pytest.mark.parametrize("builder", ["podman", "buildah"], indirect=True)
def test_who_asks_no_registry_by_itself_says_how_a_base_image_is_named(shop, builder, tmp_path, monkeypatch):
    (tmp_path / "registries.conf").write_text('short-name-mode = "enforcing"\n')
    monkeypatch.setenv("CONTAINERS_REGISTRIES_CONF", str(tmp_path / "registries.conf"))
    shop.dockerfile("FROM skylift-base:1\n")
    (problem,) = shop.converge()["problems"]
    assert "skylift-base:1" in problem["said"]
    assert problem["remedy"].startswith("write the whole name of the base image into the Dockerfile, docker.io/library/")


def test_the_signing_in_of_the_user_is_left_alone(shop, builder, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("REGISTRY_AUTH_FILE", str(tmp_path / "auth.json"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "auth.json").write_text("{}")
    shop.ship()
    assert builder.calls("login")
    assert (tmp_path / "auth.json").read_text() == "{}"
    assert not (tmp_path / ".docker" / "config.json").exists()
    assert [*tmp_path.glob("skylift-registry-*")] == []


def test_a_wrong_token_is_told(shop, builder, machine):
    shop.sandbox.settings(image_registry={"url": machine[1].url, "password": "of yesterday"})
    failed = shop.converge()
    (problem,) = failed["problems"]
    said = rf"{builder.name} could not sign in to 127.0.0.1:\d+ \(exit code \d+\), and said last:\n.*"
    assert re.match(f"{said}(401|unauthorized|invalid username/password)", problem["said"], re.DOTALL)
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


def _converge(shop) -> None:
    shop.converge()


def test_a_run_that_was_killed_is_gone_on_with(shop, builder):
    shop.dockerfile(RUN.format("/bin/busybox sleep 4"))
    process = multiprocessing.get_context("fork").Process(target=_converge, args=(shop,))
    process.start()
    deadline = time.monotonic() + 60
    while not builder.calls("build"):
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


def test_a_run_that_is_stopped_ends_the_step_that_is_being_built(shop, builder):
    shop.dockerfile(RUN.format("/bin/busybox sleep 4711"))

    def stop(said: str) -> None:
        if runs("/bin/busybox", "sleep", "4711"):
            raise KeyboardInterrupt

    options = {"network": "host"}
    with pytest.raises(KeyboardInterrupt):
        builders.find().build("shop:1", source_of({"context": str(shop.folder)}), options, stop)
    deadline = time.monotonic() + 10
    while runs("/bin/busybox", "sleep", "4711"):
        assert time.monotonic() < deadline
        time.sleep(0.1)


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
