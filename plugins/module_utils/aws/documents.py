# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What a stack has to remember and no resource of AWS tells: JSON documents in the SSM Parameter Store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.aws.tags import STACK_TAG

AT_ONCE = 10
"""How many parameters SSM tells, or deletes, at a time."""


class Documents:
    """The documents of one kind that a stack keeps, by their names. Everything raises AwsError."""

    def __init__(self, session, stack: str, kind: str):
        self._session = session
        self._stack = stack
        self._folder = f"/skylift/{stack}/{kind}"

    def read(self, names: Iterable[str]) -> dict[str, dict]:
        """Return those of these names that there are."""
        found = {}
        for some in self._in_parts(names):
            found |= self._told(self._session.call("ssm", "get_parameters", {"Names": some})["Parameters"])
        return found

    def all(self) -> dict[str, dict]:
        """Return all that there are."""
        pages = self._session.pages("ssm", "get_parameters_by_path", {"Path": self._folder})
        return {name: document for page in pages for name, document in self._told(page["Parameters"]).items()}

    def write(self, name: str, document: dict, tags: Mapping[str, str] | None = None) -> None:
        """Write one, over what was there under its name."""
        # SSM takes more than 4096 characters in parameters of its dearer tier only, which this asks for when it must.
        parameter = {"Name": f"{self._folder}/{name}", "Value": json.dumps(document), "Type": "String",
                     "Tier": "Intelligent-Tiering"}  # fmt: skip
        carried = {STACK_TAG: self._stack, **(tags or {})}
        try:
            # SSM takes tags of a new parameter only.
            told = [{"Key": key, "Value": str(value)} for key, value in carried.items()]
            self._session.call("ssm", "put_parameter", {**parameter, "Tags": told})
        except AwsError as error:
            if error.code != "ParameterAlreadyExists":
                raise
            self._session.call("ssm", "put_parameter", {**parameter, "Overwrite": True})

    def delete(self, names: Iterable[str]) -> None:
        """Delete some; what is gone already does not matter."""
        for some in self._in_parts(names):
            self._session.call("ssm", "delete_parameters", {"Names": some})

    def _in_parts(self, names: Iterable[str]) -> list[list[str]]:
        paths = [f"{self._folder}/{name}" for name in names]
        return [paths[start : start + AT_ONCE] for start in range(0, len(paths), AT_ONCE)]

    def _told(self, parameters: list[dict]) -> dict[str, dict]:
        return {each["Name"].removeprefix(f"{self._folder}/"): json.loads(each["Value"]) for each in parameters}
