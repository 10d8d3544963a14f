# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""playbooks/draw.yml draws a system before it is there and after, the same to the byte, whole, and without secrets."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from deployment import INVENTORIES, Deployment, Done

SYSTEM = "learning_platform"
KEY = "the-key-nobody-may-see"
MARK = f"<!-- {{}} the picture of {SYSTEM}, by playbooks/draw.yml -->"
RESOURCES = r"Plan: (\d+) to create"
COUNTED = r"(?:^|, )(\d+) [A-Za-z]"
SVG = "{http://www.w3.org/2000/svg}"


class Drawing:
    """The playbooks of one system, run against the sandbox, and the pictures in a folder."""

    def __init__(self, folder: Path, sandbox):
        self.deployment = Deployment(folder, sandbox, INVENTORIES / SYSTEM)
        self.deployment.environment["AWS_SECRET_ACCESS_KEY"] = KEY
        self.pictures = folder / "pictures"
        self.readme = folder / "README.md"
        self.readme.write_text(f"# Title\n\n{MARK.format('BEGIN')}\n{MARK.format('END')}\n\nThe rest.\n")

    def run(self, playbook: str) -> Done:
        """Run a playbook for the production."""
        told = {"picture_folder": self.pictures, "picture_readme": self.readme}
        return self.deployment.start_playbook(playbook, "-e", json.dumps(told, default=str)).wait()

    def draw(self) -> tuple[str, dict[str, bytes]]:
        """Draw, and return what was printed and the files."""
        done = self.run("draw")
        assert done.code == 0, done.ending
        return done.printed, {path.name: path.read_bytes() for path in (*self.pictures.iterdir(), self.readme)}


@pytest.fixture
def drawing(tmp_path, sandbox) -> Drawing:
    drawing = Drawing(tmp_path, sandbox)
    yield drawing
    drawing.deployment.kill()


def shown(svg: bytes) -> tuple[set[str], set[tuple[str, str]], list[str]]:
    """What a picture shows: its boxes and lines by their titles, and the texts."""
    groups = ElementTree.fromstring(svg).iter(f"{SVG}g")
    titles = {kind: set() for kind in ("graph", "cluster", "node", "edge")}
    for group in groups:
        titles.setdefault(group.get("class"), set()).add(group.findtext(f"{SVG}title"))
    texts = ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    return titles["node"], {tuple(title.split("->")) for title in titles["edge"]}, texts


def test_a_system_is_drawn_whole_from_its_plan_and_shown_in_its_readme(drawing):
    printed, files = drawing.draw()
    assert f"Drawn: {drawing.pictures}/{SYSTEM}.svg" in printed
    number = int(re.search(RESOURCES, printed)[1])
    boxes, lines, texts = shown(files[f"{SYSTEM}.svg"])
    names = {"db": "rds_db_instance.learning-platform-prod-db",
             "api": "ecs_express_gateway_service.learning-platform-prod-api",
             "job": "lambda_function.learning-platform-prod-homework-cron"}  # fmt: skip
    assert set(names.values()) <= boxes
    assert {(names["api"], names["db"]), (names["job"], names["api"])} <= lines
    assert {f"{number} resources", "AWS us-east-1", "VPC learning-platform-prod-vpc", "Public subnets"} <= set(texts)
    assert {"15 alarms"} <= set(texts)
    drawn = [box for box in boxes if "." in box and not box.startswith("ec2_subnet.")]
    in_boxes = sum(1 for text in texts if text.startswith(("VPC ", "public-subnet-", "private-subnet-")))
    counted = sum(int(each) for text in texts if not text.endswith(" resources") for each in re.findall(COUNTED, text))
    assert len(drawn) + in_boxes + counted == number
    assert b"sans-serif" in files[f"{SYSTEM}.svg"]
    assert_shown_between_marks(files)


def assert_shown_between_marks(files: dict[str, bytes]) -> None:
    readme = files["README.md"].decode()
    begin, block, end = re.split("|".join(re.escape(MARK.format(each)) for each in ("BEGIN", "END")), readme)
    assert (begin, end) == ("# Title\n\n", "\n\nThe rest.\n")
    assert f"/{SYSTEM}.svg)" in block
    assert f"```mermaid\n{files[f'{SYSTEM}.mmd'].decode()}```" in block


def test_the_same_is_drawn_of_what_is_deployed_and_no_secret(drawing, sandbox):
    _printed, before = drawing.draw()
    deployed = drawing.run("deploy")
    assert deployed.code == 0, deployed.ending
    printed, after = drawing.draw()
    assert "Plan: 0 to create, 0 to update, 0 to replace, 0 to delete," in printed
    assert after == before
    pages = sandbox.client("ssm").get_paginator("get_parameters_by_path").paginate(Path="/", Recursive=True, WithDecryption=True)
    parameters = [parameter for page in pages for parameter in page["Parameters"]]
    secrets = [KEY, *(each["Value"] for each in parameters if each["Type"] == "SecureString")]
    assert len(secrets) > 4
    assert [secret for secret in secrets for content in after.values() if secret.encode() in content] == []


def test_without_graphviz_the_package_is_named(drawing):
    drawing.deployment.environment["PATH"] = str(Path(sys.executable).parent)
    done = drawing.run("draw")
    assert done.code == 2
    assert "Install the package graphviz" in done.printed
