# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How to reach AWS, and as whom."""
from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import CONNECTION


class ModuleDocFragment:
    """The options of amazon.aws, with the role to assume and the account to stay in."""

    DOCUMENTATION: str = CONNECTION
