# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The postgres_assess action: looks at a database from the controller, from where it would be moved."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.modules.postgres_assess import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction, shower
from ansible_collections.skylift.aws.plugins.plugin_utils.databases import SECRET, both


class ActionModule(ControllerAction):
    """Tells whether and how a database can be moved."""

    documentation = DOCUMENTATION
    secret = SECRET

    def outcome(self, options, task_vars):
        """Return what was found, and a verdict."""
        from ansible_collections.skylift.aws.plugins.module_utils.transfer.assessment import assess

        source, target = both(options)
        return {"assessment": assess(source, target, options, shower(task_vars))}
