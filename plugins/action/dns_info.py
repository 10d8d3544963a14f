# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dns_info action: asks the servers of zones, from the controller, what stands under names."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.modules.dns_info import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction


class ActionModule(ControllerAction):
    """Returns what stands under names, and what is to be done before their visitors move."""

    documentation = DOCUMENTATION

    def outcome(self, options, task_vars):
        """Return all names in the order that they were given in."""
        from ansible_collections.skylift.aws.plugins.module_utils.traffic import name_findings, names, resolvers

        if resolvers.dns is None:
            raise SkyliftError(resolvers.TO_INSTALL)

        def told(record_name: str) -> dict:
            try:
                found = names.look(record_name, options["resolvers"], options["name_servers"])
            except SkyliftError as error:
                said = f"what stands at {record_name} is not known: {error}"
                return {"record_name": record_name, "found": False, "findings": [said]}
            provider = name_findings.provider_of(found["name_servers"]).title
            return {**found, "found": True, "provider": provider, "findings": name_findings.findings(found, options["ttl"])}

        with ThreadPoolExecutor() as pool:
            return {"names": list(pool.map(told, options["record_names"]))}
