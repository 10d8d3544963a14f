# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Route 53: the records of one name, read and changed as one."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.aws.names import same_name
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import AwsSession
from ansible_collections.skylift.aws.plugins.module_utils.traffic.record_sets import (
    TYPES,
    Traffic,
    TrafficError,
    changes,
)
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

INSYNC_SECONDS = 600


class Zone:
    """The place of one name in its hosted zone. `target` is where AWS's side leads, as Route 53's AliasTarget."""

    def __init__(self, session: AwsSession, hosted_zone_id: str, name: str, target: dict, watch: Watch):
        self._session = session
        self._id = hosted_zone_id.rpartition("/")[2]
        self.name = name.rstrip(".")
        self._target = target
        self._watch = watch

    def read(self) -> Traffic:
        """Return who gets the traffic. Raises TrafficError, AwsError."""
        # A name has at most a hundred weighted records, and a page is three hundred.
        asked = {"HostedZoneId": self._id, "StartRecordName": self.name}
        found = self._session.call("route53", "list_resource_record_sets", asked)["ResourceRecordSets"]
        sets = [each for each in found if same_name(self.name, each["Name"]) and each["Type"] in TYPES]
        return Traffic.of(self.name, sets, self._target)

    def change(self, before: Traffic, after: Traffic) -> Traffic:
        """Change all records in one batch, wait until all name servers have it, and return the records as Route 53 writes them.

        Raises TrafficError, AwsError.
        """
        batch = {"Comment": "skylift: a shift of traffic", "Changes": changes(before, after)}
        try:
            asked = {"HostedZoneId": self._id, "ChangeBatch": batch}
            change = self._session.call("route53", "change_resource_record_sets", asked)["ChangeInfo"]
            self._watch.until(lambda: self._pending(change), INSYNC_SECONDS)
            return self.read()
        except AwsError as error:
            # The answer to a first attempt may have been lost: then the second finds nothing to delete.
            stands = self.read() if error.code == "InvalidChangeBatch" and error.retried else before
            if _shares(stands) != _shares(after):
                raise TrafficError(f"{self.name}: Route 53 refuses the change, so that all is as it was: {error}") from error
            return stands

    def _pending(self, change: dict) -> str | None:
        if change["Status"] != "INSYNC":
            change.update(self._session.call("route53", "get_change", {"Id": change["Id"]})["ChangeInfo"])
        return None if change["Status"] == "INSYNC" else f"{self.name}: Route 53's name servers do not all have the change yet"


def _shares(traffic: Traffic) -> set[tuple]:
    return {tuple(each.get(name) for name in ("Type", "SetIdentifier", "Weight", "TTL")) for each in traffic.sets}
