# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What SES keeps, by kind and name."""

from __future__ import annotations

from ...rules import Refusal, answers

IDENTITIES = "ses identities"
SETS = "ses configuration sets"
TEMPLATES = "ses templates"
KINDS = {"identity": IDENTITIES, "configuration-set": SETS, "template": TEMPLATES}
WORDS = {IDENTITIES: "Email identity", SETS: "Configuration set", TEMPLATES: "Template"}


def named(call, kind: str, name: str) -> dict:
    """The thing of that name."""
    found = call.memory(kind).get(name)
    if found is None:
        raise Refusal("NotFoundException", f"{WORDS[kind]} {name} does not exist.", 404)
    return found


def must_be_new(call, kind: str, name: str) -> None:
    """Names are taken once per account and region."""
    if name in call.memory(kind):
        raise Refusal("AlreadyExistsException", f"{WORDS[kind]} {name} already exist.")


def bad_request(message: str) -> Refusal:
    """What SES says of most mistakes."""
    return Refusal("BadRequestException", message)


def tagged(call):
    """ARN and tags of everything, for the tagging API."""
    for word, kind in KINDS.items():
        for name, thing in call.memory(kind).items():
            yield call.arn(f"{word}/{name}", "ses"), {tag["Key"]: tag["Value"] for tag in thing["Tags"]}


@answers("sesv2:TagResource")
def tag_resource(call):
    """Add or overwrite."""
    thing, new = _by_arn(call), {tag["Key"]: tag for tag in call.params["Tags"]}
    thing["Tags"] = [tag for tag in thing["Tags"] if tag["Key"] not in new] + list(new.values())
    return {}


@answers("sesv2:UntagResource")
def untag_resource(call):
    """A key that is not there is no error."""
    thing = _by_arn(call)
    thing["Tags"] = [tag for tag in thing["Tags"] if tag["Key"] not in call.params["TagKeys"]]
    return {}


@answers("sesv2:ListTagsForResource")
def list_tags(call):
    """By ARN."""
    return {"Tags": _by_arn(call)["Tags"]}


def _by_arn(call) -> dict:
    word, _, name = call.params["ResourceArn"].split(":", 5)[-1].partition("/")
    if word not in KINDS:
        raise bad_request(f"Invalid resource ARN: {call.params['ResourceArn']}")
    return named(call, KINDS[word], name)
