# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the action plugins read off a task."""

from __future__ import annotations

import datetime
import json

from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import connection_names
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import CANONICAL, place, plain, split_connection


class Text(str):
    """A text with a tag, as Ansible hands them out."""


class Task:
    """A task that stands somewhere."""

    def __init__(self, path: str):
        self.path = path

    def get_path(self) -> str:
        return self.path


def test_the_connection_options_are_those_of_the_documentation():
    assert connection_names() == CANONICAL


def test_connection_options_are_told_apart_by_any_of_their_names():
    options = {"aws_region": "eu-central-1", "profile": None, "cidr_block": "10.0.0.0/16"}
    assert split_connection(options) == ({"cidr_block": "10.0.0.0/16"}, {"region": "eu-central-1"})


def test_options_become_plain_data():
    given = {Text("a"): [Text("b"), True, 1, 2.5, None], "version": datetime.date(2012, 10, 17), "t": (1,)}
    assert plain(given) == {"a": ["b", True, 1, 2.5, None], "version": "2012-10-17", "t": [1]}
    assert type(plain(Text("b"))) is str
    assert json.loads(json.dumps(plain(given))) == plain(given)


def test_a_place_is_told_from_where_one_stands_or_from_the_playbook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert place(Task(f"{tmp_path}/roles/a/tasks/main.yml:3"), {}) == "roles/a/tasks/main.yml:3"
    assert place(Task("/srv/site/deploy.yml:3"), {"playbook_dir": "/srv/site"}) == "deploy.yml:3"
    assert place(Task("/elsewhere/deploy.yml:3"), {"playbook_dir": "/srv/site"}) == "/elsewhere/deploy.yml:3"
    (tmp_path / "roles").mkdir()
    (tmp_path / "collection").symlink_to(tmp_path)
    assert place(Task(f"{tmp_path}/collection/roles/main.yml:3"), {}) == "roles/main.yml:3"
