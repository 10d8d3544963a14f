# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every action does that runs where Ansible does."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import CONTROLLER


class ModuleDocFragment:
    """Where it runs, and what it does in check mode and diff mode, unless it says otherwise."""

    DOCUMENTATION: str = CONTROLLER
