# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Deleting a resource: only what is ours, and not before AWS lets go of it."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws import aspects, reading, templates
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import ResourceType
from ansible_collections.skylift.aws.plugins.module_utils.aws.place import Place

IN_USE = (
    "DependencyViolation", "DeleteConflict", "InUse", "InvalidDBSubnetGroupStateFault", "InvalidDBParameterGroupState",
    "ResourceInUseException", "ClusterContainsServicesException", "InvalidIPAddress.InUse", "HostedZoneNotEmpty",
    "ConflictException", "OperationAborted", "InvalidDBInstanceState",
)  # fmt: skip
"""Error codes (or parts of them) that say something still hangs on a thing, or is still going on."""


def delete(facts: type[ResourceType], place: Place, name: str, address: str, item: dict) -> bool:
    """Ask AWS to delete the item; return False when it was gone already. Raises AwsError."""
    if any(templates.at(path, item) in values for path, values in facts.expires.items()):
        return False
    context = place.context({**item, "name": name}, address)
    aspects.clear_before_delete(facts, place, item)
    try:
        facts.before_delete(place, item)
        params = {**reading.parameters(facts, place, facts.delete, item), **templates.filled(facts.delete_with, context)}
        place.session.call(facts.service, facts.delete, facts.prepare_delete(item, params))
    except AwsError as error:
        if error.absent:
            return False
        if error.code not in facts.leaving:
            raise
    return True


def is_in_use(facts: type[ResourceType], error: AwsError) -> bool:
    """Whether a delete may go through later, when what hangs on the thing is gone."""
    return any(fragment in error.code for fragment in (*IN_USE, *facts.in_use))
