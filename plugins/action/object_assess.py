# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The object_assess action: counts files from the controller, through which they would be copied."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.modules.object_assess import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction, shower


class ActionModule(ControllerAction):
    """Tells how much there is to copy."""

    documentation = DOCUMENTATION
    secret = frozenset({"source.config"})

    def outcome(self, options, task_vars):
        """Return what was found."""
        from ansible_collections.skylift.aws.plugins.module_utils.transfer import objects
        from ansible_collections.skylift.aws.plugins.module_utils.transfer.rclone import Rclone, Remote
        from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

        watch = Watch(shower(task_vars))
        return {"assessment": objects.assess(Rclone([Remote("source", **options["source"])], watch), options)}
