# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The methods that a resource type may have for what facts cannot say; each names the AWS rule that forces it."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference


class Hooks:
    """Hooks that do nothing.

    C(place) leads to AWS, C(desired) is the resource as it is to be, C(item) what AWS has of it, in the API's form.
    """

    lifecycle: Callable | None = None
    """C(lifecycle()) returns the class with the verbs of a type that no operation of AWS's API makes."""
    pick: Callable | None = None
    """C(pick(place, desired, items)) returns the one of the items of a read that is meant, where names do not tell."""
    is_ours: Callable | None = None
    """C(is_ours(place, desired, item)): whether something that its tags do not tell of belongs to the stack."""
    look_closer: Callable | None = None
    """C(look_closer(place, desired, item)) returns the item with what is looked at more often while it is waited for."""

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """Return the item with what its read does not show; after a creation the item is read for it."""
        return item

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """Return what comparing option by option does not find."""
        return []

    @staticmethod
    def replaces(desired, dotted: str) -> bool:
        """Return whether AWS cannot change this part in place, though it takes the option in an update of others."""
        return False

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """Return the parameters of C(create) or C(update) as AWS takes them."""
        return params

    @staticmethod
    def settle(place, desired, item: dict, report: Callable[[str], None]) -> None:
        """Do, or wait for, what comes after the resource was made or changed, before it is ready."""

    @staticmethod
    def before_delete(place, item: dict) -> None:
        """Do what AWS wants done before it deletes the item."""

    @staticmethod
    def after_delete(place, item: dict, report: Callable[[str], None]) -> None:
        """Wait for what the item leaves behind, and what it stands on must not go before."""

    @staticmethod
    def prepare_delete(item: dict, params: dict) -> dict:
        """Return the parameters of C(delete) as AWS takes them."""
        return params

    @classmethod
    def is_completed(cls) -> bool:
        """Whether an item is more than its read shows."""
        return cls.complete is not Hooks.complete
