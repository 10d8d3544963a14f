# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each environment of each system: refused with the source's mistakes, planned, deployed, kept, checked, edited and destroyed."""

from __future__ import annotations

from checklist import filled


def test_the_mistakes_of_the_source_are_told_before_anything_is_made(environment, batch):
    files = {file: file.read_text() for file in environment.inventory.rglob("*.yml")}
    mistakes = environment.checklist.mistakes["batches"][batch]
    for mistake in mistakes:
        environment.change(mistake["change"])
    printed = environment.plan().printed
    for mistake in mistakes:
        lines = [line for line in printed.splitlines() if f"[{mistake['says']}]" in line]
        assert any(filled(mistake.get("about", ""), environment.facts) in line for line in lines), (mistake, printed)
    for file, text in files.items():
        file.write_text(text)
    assert environment.sandbox.writes() == []


def test_a_plan_of_an_empty_account_is_what_a_deployment_makes(environment):
    announced = environment.plan()
    assert announced.code == 0, announced.ending
    assert environment.sandbox.writes() == []
    changes = environment.deploy()
    assert list(changes) == ["create"]
    assert f"Plan: {len(changes['create'])} to create, 0 to update, 0 to replace, 0 to delete" in announced.printed


def test_a_second_deployment_changes_nothing(environment):
    environment.deploy_first()
    environment.sandbox.clear_calls()
    assert environment.deploy() == {}
    assert environment.sandbox.writes() == []


def test_it_goes_live(environment):
    counted = {action: len(addresses) for action, addresses in environment.go_live().items()}
    assert counted == environment.checklist.edits["live_plan"][environment.name]


def test_it_has_what_the_checklist_asks_for(environment, check):
    environment.go_live()
    for question in environment.checklist.checks[check]["verify"]:
        if environment.name not in question.get("in", [environment.name]):
            continue
        if "ask" in question:
            environment.sees(question)
        elif "printed" in question:
            assert filled(question["printed"], environment.names()) in environment.printed


def test_a_typical_edit_changes_what_it_should_and_nothing_else(environment, edit):
    told = environment.checklist.edits_of(environment.name)[edit]
    changes = environment.edit(edit)
    wanted = filled(told["plan"].get(environment.name, told["plan"]), environment.facts)
    assert changes == {action: sorted(addresses) for action, addresses in wanted.items() if addresses}
    if "ask" in told:
        environment.sees(told)


def test_in_the_end_only_what_holds_data_is_left(environment):
    environment.go_live()
    done = environment.destroy()
    assert done.code == 0, done.ending
    assert environment.left() == set(filled(environment.checklist.edits["kept"][environment.name], environment.facts))
