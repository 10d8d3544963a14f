# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real ansible-playbook runs against the toy cloud."""
from __future__ import annotations

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
      skylift.aws.toy_service: {name: web, url: "pg://app@{{ database.endpoint }}/db", note: "{{ nothing | default(omit) }}"}
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
