# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves the engine is free of secrets, and readable for all that."""

from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.engine.events import Events
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import resolve
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Quoted, Secret, secret


def shown(text: str, *hidden: object, names: tuple[str, ...] = ()) -> str:
    sent = []
    events = Events(sent.append)
    for name in names:
        events.name(name)
    for value in hidden:
        events.hide(value)
    events.line("note", text)
    return sent[0]["line"]


def test_a_secret_is_hidden_wherever_it_stands():
    assert shown("it is hunter2-hunter2!", {"password": Secret("hunter2-hunter2")}) == "it is (sensitive)!"


def test_of_a_secret_within_another_nothing_is_left():
    assert shown("hunter2-hunter2", Secret("hunter2"), Secret("hunter2-hunter2")) == "(sensitive)"


@pytest.mark.parametrize(("name", "line"), [
    ("shopping-prod", "shopping-prod reads shopping"),
    ("prod/shopping", "prod/shopping reads shopping"),
    ("shopping", "shopping reads shopping"),
    ("windowshopping", "window(sensitive) reads (sensitive)"),
    ("shopping2", "(sensitive)2 reads (sensitive)"),
])  # fmt: skip
def test_what_is_a_part_of_a_name_is_shown(name, line):
    assert shown(f"{name} reads shopping", Secret("shopping"), names=(name,)) == line


def test_what_a_secret_refers_to_is_as_secret_as_there():
    told = {"endpoint": "db.example.com", "password": Secret("hunter2-hunter2")}
    declared = secret({"host": "${rds_db_instance.shop.endpoint}", "password": "${rds_db_instance.shop.password}",
                       "url": "db://${rds_db_instance.shop.endpoint}/?key=0123456789"})  # fmt: skip
    resolved = resolve(declared, lambda reference: told[reference.attribute])
    assert isinstance(resolved["host"], Quoted) and repr(resolved["host"]) == "(sensitive)"
    assert not isinstance(resolved["password"], Quoted) and not isinstance(resolved["url"], Quoted)
    line = "db.example.com, hunter2-hunter2, db://db.example.com/?key=0123456789"
    assert shown(line, resolved) == "db.example.com, (sensitive), (sensitive)"
