# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real ansible-playbook runs against the toy cloud."""

from __future__ import annotations

import re
import subprocess
import time

STACK = """
    - name: Lay out the network
      skylift.aws.toy_network: {name: core, cidr: 10.0.0.0/16}
      register: network
    - name: Cut out the subnets
      skylift.aws.toy_subnet: {name: "{{ item }}", network_id: "{{ network.id }}", cidr: "10.0.{{ i }}.0/24"}
      loop: [a, b]
      loop_control: {index_var: i}
      register: subnets
    - name: Run the database
      skylift.aws.toy_database:
        name: main
        size: 3
        password: hunter2-hunter2
        subnets: "{{ subnets.results | map(attribute='id') }}"
      register: database
    - name: Run the service
      skylift.aws.toy_service:
        name: web
        url: "pg://app:{{ database.token | skylift.aws.percent_encode }}@{{ database.endpoint }}/db"
        note: "{{ nothing | default(omit) }}"
"""
CONVERGE = """
    - name: Converge
      skylift.aws.stack: {outputs: {database: "{{ database.endpoint }}", secret: "{{ database.token }}"}}
      register: stack
    - ansible.builtin.debug: {msg: "database is at {{ stack.outputs.database }}, token {{ stack.outputs.secret }}"}
"""


def test_an_empty_account_is_planned_in_check_mode(playbooks):
    code, output = playbooks.run(STACK + CONVERGE, "--check", "--diff")
    assert code == 0, output
    assert "Plan: 5 to create, 0 to update, 0 to replace, 0 to delete, 0 kept." in output
    assert "network_id: (known after converge)" in output
    assert "hunter2" not in output
    assert playbooks.world()["things"] == {}


def test_a_converge_creates_everything_and_a_second_one_changes_nothing(playbooks):
    code, output = playbooks.run(STACK + CONVERGE)
    assert code == 0, output
    assert "Toy stack\n  + toy_network.core\n" in output
    assert "5 created, 0 updated, 0 replaced, 0 deleted, 0 kept;" in output
    assert "database is at toy_database.main.3, token (sensitive)" in output
    url = playbooks.world()["things"]["toy_service.web"]["options"]["url"]
    assert url == "pg://app:s3cret%2Ftoken@toy_database.main.3/db"
    code, output = playbooks.run(STACK + CONVERGE)
    assert code == 0, output
    assert "Plan: 0 to create, 0 to update, 0 to replace, 0 to delete, 5 kept." in output
    assert "changed=0" in output


def test_no_secret_is_printed_at_the_highest_verbosity(playbooks):
    playbooks.set_world(failures={"create toy_database.main": "the password hunter2-hunter2 is too weak"})
    code, output = playbooks.run(STACK + CONVERGE, "-vvvvv", "--diff")
    assert code == 2
    assert "the password (sensitive) is too weak" in output
    told = [line for line in output.splitlines() if "s3cret" in line or "hunter2" in line]
    assert told == []


def test_a_failure_prints_once_and_what_stands_behind_it_is_skipped(playbooks):
    playbooks.set_world(failures={"create toy_database.main": "the quota is exhausted"})
    code, output = playbooks.run(STACK + CONVERGE)
    assert code == 2
    said = "✗ playbook.yml:17: toy_database.main: the quota is exhausted (ToyRefused, request id req-42)"
    assert output.count(said) == 1
    assert "toy_service.web skipped: waits for toy_database.main" in output
    assert "1 failed (toy_database.main), 1 skipped; 3 created" in output
    assert playbooks.world()["locked_by"] == ""
    playbooks.set_world(failures={})
    code, output = playbooks.run(STACK + CONVERGE)
    assert code == 0, output
    assert "Plan: 2 to create, 0 to update, 0 to replace, 0 to delete, 3 kept." in output


def test_all_mistakes_are_told_at_once_with_file_and_line(playbooks):
    mistakes = """
    - skylift.aws.toy_database: {name: main, size: three}
    - skylift.aws.toy_service: {name: a, url: "${toy_service.b.url}"}
    - skylift.aws.toy_service: {name: b, url: "${toy_service.a.url}"}
    - skylift.aws.toy_service: {name: c, url: "${toy_service.d.url}"}
    - skylift.aws.stack:
"""
    code, output = playbooks.run(mistakes)
    assert code == 2
    assert "playbook.yml:9: toy_database.main: size: three is no number; write a number" in output
    assert (
        "these refer to each other in a circle: toy_service.a (playbook.yml:10) -> toy_service.b (playbook.yml:11)"
        " -> toy_service.a; take one of the references out"
    ) in output
    assert "playbook.yml:12: toy_service.c: url: ${toy_service.d.url} refers to toy_service.d" in output
    assert "Traceback" not in output
    assert not any(call.startswith("create") for call in playbooks.world()["calls"])


def test_a_killed_playbook_stops_the_engine_and_leaves_nothing_behind(playbooks):
    playbooks.set_world(delays={"create toy_network.core": 30})
    process = playbooks.start(STACK + CONVERGE)
    engine = eventually(lambda: engines(playbooks) if "create toy_network.core" in playbooks.world()["calls"] else None)
    assert playbooks.world()["locked_by"]
    process.kill()
    process.communicate(timeout=60)
    eventually(lambda: not engines(playbooks))
    assert engine
    assert playbooks.world()["locked_by"] == ""
    assert not any("subnet" in call for call in playbooks.world()["calls"] if call.startswith("create"))
    assert list((playbooks.folder / "tmp").glob("*/skylift-*/socket")) == []


def test_a_killed_engine_is_told_from_a_stack_without_declarations(playbooks):
    kill = f"""
    - ansible.builtin.shell: "kill -9 $(pgrep -f 'process[.]py .*{playbooks.folder}')"
"""
    code, output = playbooks.run(STACK + kill + CONVERGE)
    assert code == 2
    assert "the engine of stack toys has ended, and what was declared is lost" in output


def test_nothing_declared_is_an_empty_plan_and_destroys_nothing(playbooks):
    code, output = playbooks.run("    - skylift.aws.stack:\n")
    assert code == 0, output
    assert "nothing is declared for stack toys" in output
    code, output = playbooks.run("    - skylift.aws.stack: {state: absent}\n")
    assert code == 2
    assert "an empty selection deletes nothing" in output


def test_every_host_has_a_stack_of_its_own(playbooks):
    tasks = """
    - skylift.aws.toy_network: {name: "{{ inventory_hostname }}", stack: "{{ inventory_hostname }}"}
    - skylift.aws.stack: {stack: "{{ inventory_hostname }}"}
"""
    code, output = playbooks.run(
        tasks, "--forks", "5", "--check", hosts="one,two,three", ANSIBLE_STDOUT_CALLBACK="skylift.aws.runbook"
    )
    assert code == 0, output
    for host in ("one", "two", "three"):
        assert f"[{host}]   + toy_network.{host}\n" in output
        assert f"\n{host}: Plan: 1 to create," in output


def test_a_second_converge_takes_what_was_declared_after_the_first(playbooks):
    code, output = playbooks.run(
        STACK
        + CONVERGE
        + """
    - skylift.aws.toy_service: {name: late}
    - skylift.aws.stack:
"""
    )
    assert code == 0, output
    assert "+ toy_service.late created in" in output
    assert "no longer declared" not in output


def test_a_second_converge_of_one_run_prunes_nothing_of_the_first(playbooks):
    code, output = playbooks.run(
        STACK
        + CONVERGE
        + """
    - skylift.aws.toy_service: {name: late}
    - skylift.aws.stack: {prune: true}
"""
    )
    assert code == 2
    assert "prune in a run without --tags and --limit that converges the stack once" in output
    assert len(playbooks.world()["things"]) == 5


MANY = """
    - name: Everything at once
      skylift.aws.declare:
        resources:
          toy_service: {name: web, url: "${toy_network.core.id}"}
          toy_subnet: "{{ subnets | skylift.aws.prefix_names('core-') | map('combine', in_network) }}"
          toy_network: {name: core, cidr: 10.0.0.0/16}
      vars:
        in_network: {network_id: "${toy_network.core.id}"}
        subnets: [{name: a, cidr: 10.0.0.0/24}, {name: b, cidr: 10.0.1.0/24}]
      register: many
    - ansible.builtin.debug: {msg: "{{ many.addresses | join(' ') }}"}
    - skylift.aws.stack: {}
"""


def test_many_resources_are_declared_in_one_task_in_any_order(playbooks):
    code, output = playbooks.run(MANY)
    assert code == 0, output
    assert "toy_service.web toy_subnet.core-a toy_subnet.core-b toy_network.core" in output
    assert "4 created, 0 updated, 0 replaced, 0 deleted, 0 kept;" in output
    code, output = playbooks.run(MANY)
    assert "Plan: 0 to create, 0 to update, 0 to replace, 0 to delete, 4 kept." in output


ONCE = """
    - name: What is drawn by lot is the same wherever it is named
      skylift.aws.declare:
        resources:
          toy_service:
            - {name: "{{ named }}-{{ item }}", note: "{{ drawn }}", url: "{{ nothing | default(omit) }}"}
            - {name: "other-{{ item }}", note: "{{ told.of }}", url: "{{ lookup('ansible.builtin.template', 'url.j2').strip() }}"}
      loop: [a, b]
      vars:
        named: "web-{{ item }}"
        drawn: "{{ item }}-{{ lookup('ansible.builtin.password', '/dev/null') }}"
        told: {of: "{{ drawn }}"}
    - skylift.aws.stack: {}
"""


def test_a_variable_is_worked_out_once_for_all_that_a_task_declares(playbooks):
    (playbooks.folder / "url.j2").write_text("https://{{ named }}.test/{{ told.of | length }}\n")
    code, output = playbooks.run(ONCE)
    assert code == 0, output
    made = {address: thing["options"] for address, thing in playbooks.world()["things"].items()}
    a, other_a, b, other_b = (made[f"toy_service.{name}"] for name in ("web-a-a", "other-a", "web-b-b", "other-b"))
    assert a["note"] == other_a["note"] and b["note"] == other_b["note"]
    assert a["note"].startswith("a-") and b["note"].startswith("b-")
    assert "url" not in a and other_b["url"] == "https://web-b.test/22"


def test_a_variable_that_is_missing_is_named(playbooks):
    task = "    - skylift.aws.declare: {resources: {toy_service: {name: web, note: '{{ told }}'}}}\n"
    code, output = playbooks.run(task + "      vars: {told: '{{ misspelt.note }}'}\n")
    assert code == 2
    assert "'misspelt' is undefined" in output and "playbook.yml:8" in output


def test_the_mistakes_of_many_resources_are_told_at_once(playbooks):
    resources = "{toy_network: [{cidr: x}, {name: '${toy_service.a.id}'}], toy_service: {name: a, state: gone}}"
    code, output = playbooks.run(f"    - skylift.aws.declare: {{resources: {resources}}}\n")
    assert code == 2
    assert "playbook.yml:8: toy_network: name: is missing; every resource of a stack has one" in output
    assert "playbook.yml:8: toy_network: name: is a reference" in output
    assert "playbook.yml:8: toy_service: state: gone is not one of present, absent" in output
    for resources in ("[a, b]", "{toy_network: core}", "{toy_network: [core]}"):
        code, output = playbooks.run(f"    - skylift.aws.declare: {{resources: {resources}}}\n")
        assert code == 2
        assert "playbook.yml:8: " in output
        assert "is no mapping of" in output


def test_a_name_that_is_missing_or_a_reference_is_told_at_once(playbooks):
    code, output = playbooks.run("    - skylift.aws.toy_network: {cidr: x}\n")
    assert code == 2
    assert "playbook.yml:8: toy_network: name: is missing; every resource of a stack has one" in output
    code, output = playbooks.run("    - skylift.aws.toy_network: {name: '${toy_service.a.id}'}\n")
    assert "names must be known when they are declared" in output


def test_progress_is_shown_while_it_happens(playbooks):
    playbooks.set_world(delays={"create toy_subnet.a": 1.5})
    process = playbooks.start(STACK + CONVERGE)
    seen = {line.strip().partition(" in ")[0]: time.monotonic() for line in process.stdout}
    assert process.wait(timeout=60) == 0
    assert seen["+ toy_subnet.a created"] - seen["+ toy_subnet.a creating"] > 0.5


def test_the_runbook_callback_shows_little_and_ends_with_the_two_lines(playbooks):
    code, output = playbooks.run(STACK + CONVERGE, ANSIBLE_STDOUT_CALLBACK="skylift.aws.runbook")
    assert code == 0, output
    assert "TASK" not in output
    assert "PLAY RECAP" not in output
    plan, converged = output.rstrip().splitlines()[-2:]
    assert plan == "Plan: 5 to create, 0 to update, 0 to replace, 0 to delete, 0 kept."
    assert re.match(r"Converged in \d\.\d s", converged) and "5 created" in converged


def test_the_environment_of_the_task_reaches_the_engine(playbooks):
    other = playbooks.folder / "other.json"
    tasks = f"""
    - skylift.aws.toy_network: {{name: core}}
      environment: {{TOY_WORLD: "{other}"}}
    - skylift.aws.stack:
"""
    code, output = playbooks.run(tasks)
    assert code == 0, output
    assert other.exists() and not playbooks.world_file.exists()


def test_module_defaults_of_one_type_do_not_reach_another(playbooks):
    tasks = """
    - module_defaults: {skylift.aws.toy_network: {cidr: 10.9.0.0/16}}
      block:
        - skylift.aws.toy_network: {name: core}
        - skylift.aws.toy_service: {name: web}
        - skylift.aws.stack:
"""
    code, output = playbooks.run(tasks)
    assert code == 0, output
    options = {address: thing["options"] for address, thing in playbooks.world()["things"].items()}
    assert options == {"toy_network.core": {"cidr": "10.9.0.0/16"}, "toy_service.web": {}}


def eventually(condition, seconds: float = 60):
    """Return what the condition gives as soon as it is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def engines(playbooks) -> list[str]:
    """The engine processes of these playbooks."""
    found = subprocess.run(["pgrep", "-f", f"process.py .*{playbooks.folder}"], capture_output=True, text=True)
    return found.stdout.split()
