# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Environments: launched, updated, swapped and terminated, each in its time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ...rules import answers
from ...transitions import Transition
from ..paging import page
from . import ENVIRONMENTS, TAGS, application_of, invalid, options, surroundings, tag
from .applications import shown_version, version_of
from .platforms import arn_of, exists

WEB = {"Name": "WebServer", "Type": "Standard", "Version": "1.0"}


@dataclass
class Environment:
    """One environment, and where it is on its way."""

    name: str
    application: str
    arn: str
    identifier: str
    described: dict
    settings: options.Settings
    around: surroundings.Surroundings
    transition: Transition
    ending: bool = False
    events: list[dict] = field(default_factory=list)

    @property
    def status(self) -> str:
        """Its state of the moment."""
        return self.transition.state() or ("Terminated" if self.ending else "Ready")

    @property
    def is_gone(self) -> bool:
        """Whether it is terminated, though it is shown for an hour."""
        return self.status == "Terminated"

    def runs(self, application: str, label: str) -> bool:
        """Whether it runs this version."""
        return self.application == application and self.described.get("VersionLabel") == label

    def tell(self, message: str) -> None:
        """Write an event down."""
        self.events.insert(0, {"EventDate": datetime.now(UTC), "Message": message, "EnvironmentName": self.name,
                               "ApplicationName": self.application, "Severity": "INFO"})  # fmt: skip

    def shown(self) -> dict:
        """The environment as the API shows it."""
        ready = self.status == "Ready"
        return {
            **self.described,
            "EnvironmentName": self.name,
            "EnvironmentId": self.identifier,
            "EnvironmentArn": self.arn,
            "ApplicationName": self.application,
            "Status": self.status,
            "AbortableOperationInProgress": self.status == "Updating",
            "Health": "Green" if ready else "Grey",
            "HealthStatus": "Ok" if ready else "Info",
            "EnvironmentLinks": [],
        }


@answers("elasticbeanstalk:CreateEnvironment")
def create(call):
    """The name is taken once in a region, the CNAME once in the world; a version must be processed, the platform exist."""
    params = call.params
    application = application_of(call)["ApplicationName"]
    name = params["EnvironmentName"]
    if any(each.name == name and not each.is_gone for each in call.memory(ENVIRONMENTS).values()):
        raise invalid(f"Environment {name} already exists.")
    described = {"Description": params.get("Description", ""), "Tier": params.get("Tier", WEB),
                 "PlatformArn": _platform(call), "CNAME": _cname(call, name), "EndpointURL": f"{call.base_url.removeprefix('http://')}/_service/{name}",
                 "DateCreated": datetime.now(UTC), "DateUpdated": datetime.now(UTC), **_version(call, application)}  # fmt: skip
    settings = options.merged(options.defaults(), params)
    options.check(call, settings)
    arn = call.arn(f"environment/{application}/{name}")
    around = surroundings.make(call, name, settings)
    transition = Transition("elasticbeanstalk:environment", "Launching")
    identifier = f"e-{uuid.uuid4().hex[:10]}"
    made = Environment(name, application, arn, identifier, described, settings, around, transition)
    made.tell(f"createEnvironment is starting. Launched environment: {name}.")
    call.memory(ENVIRONMENTS)[identifier] = made
    tag(call, arn)
    return made.shown()


@answers("elasticbeanstalk:DescribeEnvironments")
def describe(call):
    """Those that are terminated are shown, too, unless that is not wanted."""
    wanted = {"EnvironmentNames": "EnvironmentName", "EnvironmentIds": "EnvironmentId"}
    found = [each.shown() for each in call.memory(ENVIRONMENTS).values()]
    for parameter, member in wanted.items():
        found = [each for each in found if not call.params.get(parameter) or each[member] in call.params[parameter]]
    found = [each for each in found if call.params.get("ApplicationName") in (None, each["ApplicationName"])]
    found = [each for each in found if call.params.get("IncludeDeleted", True) or each["Status"] != "Terminated"]
    shown, more = page(found, call.params, 1000, limit="MaxRecords")
    return {"Environments": shown, **more}


@answers("elasticbeanstalk:UpdateEnvironment")
def update(call):
    """A version or settings, not both; only when it is ready."""
    found = ready(call, call.params)
    params = call.params
    if params.get("VersionLabel") and params.get("OptionSettings"):
        raise _combination("Both a version and configuration settings were specified.")
    if params.get("Tier") and params["Tier"] != found.described["Tier"]:
        raise invalid("The tier of an environment cannot be changed.")
    settings = options.merged(found.settings, params)
    options.check(call, settings)
    changed = _version(call, found.application)
    if params.get("PlatformArn"):
        changed["PlatformArn"] = _platform(call)
    if "Description" in params:
        changed["Description"] = params["Description"]
    found.settings = settings
    found.described |= {**changed, "DateUpdated": datetime.now(UTC)}
    found.transition = Transition("elasticbeanstalk:environment", "Updating")
    found.tell("Environment update is starting.")
    return found.shown()


@answers("elasticbeanstalk:SwapEnvironmentCNAMEs")
def swap(call):
    """Each gets what the other had."""
    pair = [ready(call, {key.removeprefix(side): value for key, value in call.params.items() if key.startswith(side)})
            for side in ("Source", "Destination")]  # fmt: skip
    names = [each.described["CNAME"] for each in pair]
    for each, cname in zip(pair, reversed(names), strict=True):
        each.described["CNAME"] = cname
        each.transition = Transition("elasticbeanstalk:swap", "Updating")
        each.tell("Completed swapping CNAMEs.")
    return {}


@answers("elasticbeanstalk:TerminateEnvironment")
def terminate(call):
    """Terminating for a while; then it is still shown for an hour."""
    found = ready(call, call.params)
    found.ending = True
    found.transition = Transition("elasticbeanstalk:environment", "Terminating")
    surroundings.remove(call, found.around)
    call.memory(TAGS).pop(found.arn, None)
    return found.shown()


def ready(call, named: dict) -> Environment:
    """The environment that is named, if it is not busy."""
    found = named_environment(call, named)
    if found.status != "Ready":
        raise invalid(f"Environment named {found.name} is in an invalid state for this operation. Must be Ready.")
    return found


def named_environment(call, named: dict) -> Environment:
    """The environment with this id or name."""
    by = {key: named[key] for key in ("EnvironmentId", "EnvironmentName") if named.get(key)}
    for each in call.memory(ENVIRONMENTS).values():
        if not each.is_gone and by.items() <= {"EnvironmentId": each.identifier, "EnvironmentName": each.name}.items():
            return each
    told = " and ".join(f"{key} = '{value}'" for key, value in by.items())
    raise invalid(f"No Environment found for {told}.")


def _combination(said: str):
    refusal = invalid(said)
    refusal.code = "InvalidParameterCombination"
    return refusal


def _platform(call) -> str:
    arn, stack = call.params.get("PlatformArn"), call.params.get("SolutionStackName")
    if stack and not arn:
        arn = arn_of(call, "Docker running on 64bit Amazon Linux 2023", "4.6.1")
    if not arn or not exists(call, arn):
        raise invalid(f"No Platform named '{arn}' found." if arn else "PlatformArn or SolutionStackName must be specified.")
    return arn


def _version(call, application: str) -> dict:
    label = call.params.get("VersionLabel")
    if not label:
        return {}
    status = shown_version(version_of(call, application, label))["Status"]
    if status not in ("PROCESSED", "UNPROCESSED"):
        raise invalid(f"Application Version {label} cannot be deployed: its status is {status}.")
    return {"VersionLabel": label}


def _cname(call, name: str) -> str:
    prefix = call.params.get("CNAMEPrefix")
    if not prefix:
        return f"{name}.eba-{uuid.uuid4().hex[:8]}.{call.region}.elasticbeanstalk.com"
    wanted = f"{prefix.lower()}.{call.region}.elasticbeanstalk.com"
    if any(each.described["CNAME"] == wanted and not each.is_gone for each in call.memory(ENVIRONMENTS).values()):
        raise invalid(f"DNS name ({wanted}) is not available.")
    return wanted
