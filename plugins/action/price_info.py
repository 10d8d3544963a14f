# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The price_info action: the tables of prices lie on the controller, beside the collection."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import argument_spec_of
from ansible_collections.skylift.aws.plugins.modules.price_info import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import plain, split_connection


class ActionModule(ActionBase):
    """Returns bills with their prices."""

    TRANSFERS_FILES = False
    _supports_check_mode = True
    _requires_connection = False

    def run(self, tmp=None, task_vars=None):
        """Return every item with its price, and the sums."""
        result = super().run(tmp, task_vars)
        _validation, args = self.validate_argument_spec(argument_spec_of(DOCUMENTATION))
        options, connection = split_connection(plain(args))
        # Other actions are loaded by every worker, and need no SDK.
        from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
        from ansible_collections.skylift.aws.plugins.module_utils.aws.sdk import missing
        from ansible_collections.skylift.aws.plugins.module_utils.pricing.prices import bills
        from ansible_collections.skylift.aws.plugins.module_utils.pricing.rates import NoRate

        if missing():
            return {**result, "failed": True, "msg": str(missing()[0])}
        try:
            return {**result, "changed": False, **bills(options["bills"], connection)}
        except (AwsError, NoRate) as error:
            return {**result, "failed": True, "msg": str(error)}
