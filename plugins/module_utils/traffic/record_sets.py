# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Who gets the traffic of a name: a simple record of the old platform, or weighted ones of both. Pure; nothing is asked.

What has to be known later is in the records themselves: the set identifier of the old side says what its TTL was and since
when it is lowered, so that any run on any machine can go on, or put the record back as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ansible_collections.skylift.aws.plugins.module_utils.aws.names import same_name
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError

TYPES = ("A", "AAAA", "CNAME")
NEW = "skylift-new"
OLD = re.compile(r"skylift-old ttl=(?P<ttl>\d+|alias) since=(?P<since>\d+)")
ALIAS_TTL = 60
"""Load balancers, distributions and other targets of aliases are answered with this TTL."""

OF_WEIGHTS = ("SetIdentifier", "Weight")
OF_OTHER_POLICIES = ("Region", "GeoLocation", "Failover", "MultiValueAnswer", "CidrRoutingConfig", "GeoProximityLocation")


class TrafficError(SkyliftError):
    """What keeps traffic from being shifted, and what to do about it."""


@dataclass(frozen=True)
class Traffic:
    """The record sets of a name. `new` is empty as long as the record is a simple one."""

    old: tuple[dict, ...]
    new: tuple[dict, ...]

    @classmethod
    def of(cls, name: str, sets: list[dict], target: dict) -> Traffic:
        """Tell the two sides apart by where they lead. Raises TrafficError for what cannot be shifted."""
        if not sets:
            raise TrafficError(f"{name}: there is no A, AAAA or CNAME record; make one that leads to the old platform")
        if any(policy in each for each in sets for policy in OF_OTHER_POLICIES):
            raise TrafficError(f"{name}: the routing policy of its records is neither simple nor weighted; a shift needs that")
        new = tuple(each for each in sets if leads_to(each, target))
        old = tuple(each for each in sets if each not in new)
        weighted = ["Weight" in each for each in sets]
        pairs = [{each["Type"] for each in side} for side in (old, new)]
        if not old and not any(weighted):
            return cls(old, new)
        if any(weighted) and (not all(weighted) or pairs[0] != pairs[1] or len(sets) != 2 * len(pairs[0])):
            told = ", ".join(f"{each['Type']} {each.get('SetIdentifier', 'simple')}" for each in sets)
            raise TrafficError(f"{name}: is no pair of weighted records, one of which leads to {target['DNSName']} ({told})")
        return cls(old, new)

    @property
    def sets(self) -> list[dict]:
        """All record sets."""
        return [*self.old, *self.new]

    @property
    def weight(self) -> int:
        """How many of a hundred answers lead to AWS. Raises TrafficError if Route 53 gives each side half of them."""
        if not self.new or not self.old:
            return 100 if self.new else 0
        old, new = self.old[0]["Weight"], self.new[0]["Weight"]
        if old + new == 0:
            raise TrafficError(
                f"{self.old[0]['Name']}: all weights are 0, and Route 53 gives each record the same share then; "
                "set the weight of one of them by hand"
            )
        return round(100 * new / (old + new))

    @property
    def lowered_until(self) -> int:
        """When the last resolver has forgotten the record with its old TTL, as a Unix time; 0 if nobody knows of an old TTL."""
        told = [OLD.fullmatch(each.get("SetIdentifier", "")) for each in self.old]
        return max((int(match["since"]) + _seconds(match["ttl"]) for match in told if match), default=0)

    def split(self, target: dict, ttl: int, now: int) -> Traffic:
        """Return weighted records that lead to the old platform as before, with a TTL of at most `ttl`."""
        old, new = [], []
        for each in self.old:
            was = each.get("TTL", "alias")
            lowered = {"TTL": min(ttl, was)} if "TTL" in each else {}
            old.append({**each, **lowered, "SetIdentifier": f"skylift-old ttl={was} since={now}", "Weight": 100})
            new.append({**_leading(each, target, lowered.get("TTL", ttl)), "SetIdentifier": NEW, "Weight": 0})
        return Traffic(tuple(old), tuple(new))

    def weighed(self, weight: int) -> Traffic:
        """Return the records with so many of a hundred answers for AWS."""
        sides = (self.old, 100 - weight), (self.new, weight)
        return Traffic(*(tuple({**each, "Weight": share} for each in side) for side, share in sides))

    def restored(self) -> Traffic:
        """Return the simple records as they were; weighted ones that others have made stay weighted, and lead to the old side.

        Raises TrafficError if nobody knows what they were.
        """
        if not self.old:
            raise TrafficError(f"{self.new[0]['Name']}: leads to AWS, and what it was before is not known any more")
        if not all(OLD.fullmatch(each.get("SetIdentifier", "")) for each in self.old):
            return self.weighed(0) if self.new else self
        return Traffic(tuple(_simple(each, _ttl_was(each)) for each in self.old), ())

    def completed(self) -> Traffic:
        """Return simple records that lead to AWS. Raises TrafficError while others get traffic."""
        if not self.old:
            return self
        if self.weight != 100:
            raise TrafficError(f"{self.old[0]['Name']}: {100 - self.weight} % still lead to the old platform; shift to 100 first")
        pairs = ((each, next(old for old in self.old if old["Type"] == each["Type"])) for each in self.new)
        return Traffic((), tuple(_simple(each, _ttl_was(old) if "TTL" in each else None) for each, old in pairs))


def changes(before: Traffic, after: Traffic) -> list[dict]:
    """Return the one batch that leads from here to there.

    Route 53 deletes only what is exactly as it is said to be, and makes all changes of a batch or none: if somebody else
    has changed a record since it was read, nothing happens.
    """
    gone = [{"Action": "DELETE", "ResourceRecordSet": each} for each in before.sets if each not in after.sets]
    return gone + [{"Action": "CREATE", "ResourceRecordSet": each} for each in after.sets if each not in before.sets]


def leads_to(record: dict, target: dict) -> bool:
    """Whether a record leads to AWS's side."""
    names = [value["Value"] for value in record.get("ResourceRecords", [])] + [record.get("AliasTarget", {}).get("DNSName", "")]
    # The console writes aliases of load balancers with this prefix.
    return any(same_name(name.removeprefix("dualstack."), target["DNSName"].removeprefix("dualstack.")) for name in names)


def host_of(record: dict) -> str:
    """Return the host that answers for a record."""
    values = record.get("ResourceRecords")
    return (values[0]["Value"] if values else record["AliasTarget"]["DNSName"]).rstrip(".")


def _leading(record: dict, target: dict, ttl: int) -> dict:
    if record["Type"] == "CNAME":
        return {"Name": record["Name"], "Type": "CNAME", "TTL": ttl, "ResourceRecords": [{"Value": target["DNSName"]}]}
    if not target.get("HostedZoneId"):
        raise TrafficError(
            f"{record['Name']}: is an {record['Type']} record, beside which only an alias can lead to AWS: "
            "say alias_target.hosted_zone_id, the zone of the load balancer or distribution"
        )
    return {"Name": record["Name"], "Type": record["Type"], "AliasTarget": target}


def _simple(record: dict, ttl: int | None) -> dict:
    plain = {name: value for name, value in record.items() if name not in OF_WEIGHTS}
    return {**plain, "TTL": ttl} if ttl else plain


def _ttl_was(record: dict) -> int | None:
    told = OLD.fullmatch(record["SetIdentifier"])
    return int(told["ttl"]) if told and told["ttl"] != "alias" else record.get("TTL")


def _seconds(ttl: str) -> int:
    return ALIAS_TTL if ttl == "alias" else int(ttl)
