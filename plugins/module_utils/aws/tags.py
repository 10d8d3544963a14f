# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Which things carry the tags of a stack: one bulk read for all services."""

from __future__ import annotations

import threading

STACK_TAG = "skylift:stack"
ADDRESS_TAG = "skylift:resource"

GLOBAL_REGIONS = {"aws": "us-east-1", "aws-cn": "cn-northwest-1", "aws-us-gov": "us-gov-west-1"}
"""Where each partition's tagging API lists what global services hold (Resource Groups Tagging API, GetResources)."""


class TagIndex:
    """The answer of GetResources for one stack and region, read when it is first asked for."""

    def __init__(self, session, stack: str):
        self.session = session
        self.stack = stack
        self._loading = threading.Lock()
        self._listed: dict[str, list[dict]] | None = None
        self._made: dict[str, dict] = {}

    @property
    def entries(self) -> dict[str, dict]:
        """All that carries the stack's tags: address -> {"arn": str, "tags": dict}."""
        return {address: carriers[0] for address, carriers in list(self._carriers().items())}

    def carrying(self, address: str) -> list[dict]:
        """Everything that carries an address, latest first: AWS lists what is deleted for as long as it could be restored."""
        return self._carriers().get(address, [])

    def _carriers(self) -> dict[str, list[dict]]:
        with self._loading:
            if self._listed is None:
                self._listed = self._read()
                for address, made in self._made.items():
                    carriers = self._listed.setdefault(address, [])
                    same = [carrier for carrier in carriers if carrier["arn"] == made["arn"]]
                    carriers[:] = [*(same or [made]), *(carrier for carrier in carriers if carrier not in same)]
            return self._listed

    def remember(self, address: str, arn: str, tags: dict) -> None:
        """Count in what was made a moment ago: the tagging API lists it only after a while."""
        with self._loading:
            made = self._made[address] = {"arn": arn, "tags": dict(tags)}
            if self._listed is not None:
                others = [carrier for carrier in self._listed.get(address, []) if carrier["arn"] != arn]
                self._listed[address] = [made, *others]

    def forget(self) -> None:
        """Read again when next asked."""
        with self._loading:
            self._listed = None

    def _read(self) -> dict[str, list[dict]]:
        entries: dict[str, list[dict]] = {}
        filters = [{"Key": STACK_TAG, "Values": [self.stack]}]
        for page in self.session.pages("resourcegroupstaggingapi", "get_resources", {"TagFilters": filters}):
            for mapping in page.get("ResourceTagMappingList", []):
                tags = tags_of(mapping["Tags"])
                if ADDRESS_TAG in tags:
                    entries.setdefault(tags[ADDRESS_TAG], []).insert(0, {"arn": mapping["ResourceARN"], "tags": tags})
        return entries


def tags_of(found: object) -> dict[str, str]:
    """Return tags as a plain map, whichever of AWS's spellings they come in."""
    if isinstance(found, dict):
        return dict(found)
    tags = {}
    for entry in found or []:
        member = {name.lower(): value for name, value in entry.items()}
        tags[member.get("key", member.get("tagkey"))] = member.get("value", member.get("tagvalue", ""))
    return tags


def tags_for(shape, tags: dict[str, str]) -> object:
    """Return tags in the spelling that a parameter of this shape takes."""
    if shape.type_name == "map":
        return dict(tags)
    key, value = sorted(shape.member.members, key=lambda name: not name.lower().endswith("key"))[:2]
    return [{key: name, value: text} for name, text in tags.items()]
