# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The traffic_shift action: works from the controller, for as long as the stages take."""

from __future__ import annotations

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import argument_spec_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.modules.traffic_shift import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction, shower

OF_DATABASES = "extends_documentation_fragment: skylift.aws.databases"


class ActionModule(ControllerAction):
    """Shifts the traffic of one name."""

    documentation = DOCUMENTATION
    secret = frozenset({"checks.headers", "databases"})

    def outcome(self, options, task_vars):
        """Return how the traffic is shared, and what was done."""
        from ansible_collections.skylift.aws.plugins.module_utils.aws.sdk import missing
        from ansible_collections.skylift.aws.plugins.plugin_utils.shifting import shifted

        faults = [str(each) for each in missing()] or _faults(options)
        if faults:
            raise SkyliftError("\n".join(faults))
        return shifted(options, shower(task_vars), self._task.check_mode)


def _faults(options: dict) -> list[str]:
    faults = []
    if options["state"] == "shifted" and bool(options["databases"]) == options["one_database"]:
        faults.append(
            "databases: tells which database was moved, or one_database: true says that both platforms use the same one, "
            "or none; one of them is wanted"
        )
    if options["databases"]:
        validated = ArgumentSpecValidator(argument_spec_of(OF_DATABASES)).validate(options["databases"])
        faults += [f"databases: {said}" for said in validated.error_messages]
        options["databases"] = validated.validated_parameters
    return faults
