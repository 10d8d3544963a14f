# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An image in playbooks: by the role, in a stack, and by a task alone, with everything said that Ansible can say."""

from __future__ import annotations

from engine import PASSWORD

SECRET = "hunter2-of-the-playbook"
DOCKERFILE = """\
FROM scratch
COPY busybox /bin/busybox
RUN --mount=type=secret,id=key ["/bin/busybox", "sh", "-c", "/bin/busybox cat /run/secrets/key; /bin/busybox sleep 1"]
"""


def options(shop) -> dict:
    shop.dockerfile(DOCKERFILE)
    return {"name": "api", "repository_name": "shop", "context": str(shop.folder), "network": "host", "secrets": {"key": SECRET}}


def quiet(output: str) -> None:
    assert SECRET not in output
    assert PASSWORD not in output


def test_the_role_builds_what_the_inventory_says(shop, docker, play):
    image = {**options(shop), "repository_name": "${ecr_repository.shop.repository_name}"}
    outputs = {"image": "{{ image_registry_image_uris.api }}"}
    deploy = {
        "defaults": {"stack": "shop"},
        "vars": {"image_registry_repositories": [{"name": "shop"}], "image_registry_images": [image]},
        "tasks": [
            {"name": "Declare", "ansible.builtin.include_role": {"name": "skylift.aws.image_registry", "public": True}},
            {"name": "Converge", "skylift.aws.stack": {"outputs": outputs}, "register": "made"},
            {"name": "Tell", "ansible.builtin.debug": {"msg": "image={{ made.outputs.image }}"}},
        ],
    }  # fmt: skip
    code, output = play({**deploy}, "--check", "--diff")
    assert code == 0, output
    assert "+ ecr_image.api  will be built and pushed" in output
    assert docker.calls("build") == []
    code, output = play({**deploy}, "-vvv")
    assert code == 0, output
    quiet(output)
    assert f"@{shop.images()[0]['imageDigest']}" in output
    docker.forget()
    code, output = play({**deploy})
    assert "Plan: 0 to create, 0 to update, 0 to replace, 0 to delete, 2 kept." in output
    assert docker.calls() == []


def test_a_task_alone_does_it_at_once(shop, docker, play):
    shop.sandbox.client("ecr").create_repository(repositoryName="shop")
    task = {"name": "Build", "skylift.aws.ecr_image": options(shop), "register": "image"}
    told = {"name": "Tell", "ansible.builtin.debug": {"msg": "changed={{ image.changed }} {{ image.image_uri }}"}}
    code, output = play({"tasks": [task, told]}, "-vvv")
    assert code == 0, output
    quiet(output)
    assert f"changed=True {shop.sandbox.url.removeprefix('http://')}/shop@{shop.images()[0]['imageDigest']}" in output
    code, output = play({"tasks": [task, told]})
    assert "changed=False" in output, output
