# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dns_check action: asks resolvers from the controller until a name leads where it should."""

from __future__ import annotations

import time

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.modules.dns_check import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction, shower


class ActionModule(ControllerAction):
    """Passes when all resolvers lead to one of the targets."""

    documentation = DOCUMENTATION

    def outcome(self, options, task_vars):
        """Return whether it has come to all resolvers."""
        from ansible_collections.skylift.aws.plugins.module_utils.traffic import resolvers
        from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

        if resolvers.dns is None:
            raise SkyliftError(resolvers.TO_INSTALL)
        name, kind, leads_to = options["record_name"], options["type"], options["leads_to"]

        def awaited() -> str | None:
            return "; ".join(resolvers.faults(asked, name, kind, leads_to)) or None

        begun = time.monotonic()
        try:
            asked = [resolvers.Resolver(place) for place in options["resolvers"]]
            Watch(shower(task_vars)).until(awaited, options["deadline"], pause=options["delay"])
        except SkyliftError as error:
            raise SkyliftError(f"{name}: {error}; expected {' or '.join(leads_to)}") from error
        return {"seconds": round(time.monotonic() - begun, 1)}
