# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The price_info action: the tables of prices lie on the controller, beside the collection."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.modules.price_info import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import split_connection


class ActionModule(ControllerAction):
    """Returns bills with their prices."""

    documentation = DOCUMENTATION

    def outcome(self, options, task_vars):
        """Return every item with its price, and the sums."""
        options, connection = split_connection(options)
        from ansible_collections.skylift.aws.plugins.module_utils.aws.sdk import missing
        from ansible_collections.skylift.aws.plugins.module_utils.pricing.prices import bills

        if missing():
            raise SkyliftError(str(missing()[0]))
        return bills(options["bills"], connection)
