# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The release_info action: what a stack has shipped so far."""

from __future__ import annotations

from dataclasses import asdict

from ansible_collections.skylift.aws.plugins.modules.release_info import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import split_connection


class ActionModule(ControllerAction):
    """Returns the releases of a stack, and the one that is asked for."""

    documentation = DOCUMENTATION

    def outcome(self, options, task_vars):
        """Return all releases that are kept, the latest first."""
        options, connection = split_connection(options)
        from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
        from ansible_collections.skylift.aws.plugins.module_utils.releases.history import History, shipped, ships, table
        from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types

        history = History(session(connection), options["stack"])
        releases = history.all()
        told = {"releases": [asdict(each) for each in releases], "lines": table(releases)}
        wanted = {"release": asdict(history.find(options["to"]))} if options["to"] else {}
        made = shipped(options["resources"], all_types())
        return {"ships": ships(releases, options["variables"], made), **told, **wanted}
