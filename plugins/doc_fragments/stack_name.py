# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is about a stack that other tasks declare."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import STACK_NAME


class ModuleDocFragment:
    """The name of the stack."""

    DOCUMENTATION: str = STACK_NAME
