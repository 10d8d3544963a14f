# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept of a stack in the SSM Parameter Store."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import RECORD


class ModuleDocFragment:
    """The tags of the parameter."""

    DOCUMENTATION: str = RECORD
