# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates, and what becomes of them with some data."""

from __future__ import annotations

import json
import re
import time

from ...rules import answers
from ..paging import page
from .store import TEMPLATES, bad_request, must_be_new, named

TAG = re.compile(r"\{\{\{?\s*([#/^]?)\s*([\w.@]+)[^{}]*\}\}\}?")


@answers("sesv2:CreateEmailTemplate")
def create_template(call):
    """What cannot be rendered is not taken."""
    must_be_new(call, TEMPLATES, call.params["TemplateName"])
    _check(call.params["TemplateContent"])
    call.memory(TEMPLATES)[call.params["TemplateName"]] = {
        "TemplateName": call.params["TemplateName"],
        "TemplateContent": call.params["TemplateContent"],
        "Tags": call.params.get("Tags", []),
        "since": time.time(),
    }
    return {}


@answers("sesv2:UpdateEmailTemplate")
def update_template(call):
    """The whole content."""
    template = named(call, TEMPLATES, call.params["TemplateName"])
    _check(call.params["TemplateContent"])
    template["TemplateContent"] = call.params["TemplateContent"]
    return {}


@answers("sesv2:GetEmailTemplate")
def get_template(call):
    """With its tags."""
    template = named(call, TEMPLATES, call.params["TemplateName"])
    return {key: value for key, value in template.items() if key != "since"}


@answers("sesv2:ListEmailTemplates")
def list_templates(call):
    """Ten on a page, more if asked for."""
    shown, more = page(list(call.memory(TEMPLATES).items()), call.params, 100, limit="PageSize")
    told = [{"TemplateName": name, "CreatedTimestamp": template["since"]} for name, template in shown]
    return {"TemplatesMetadata": told, **more}


@answers("sesv2:DeleteEmailTemplate")
def delete_template(call):
    """At once."""
    named(call, TEMPLATES, call.params["TemplateName"])
    del call.memory(TEMPLATES)[call.params["TemplateName"]]
    return {}


@answers("sesv2:TestRenderEmailTemplate")
def render_template(call):
    """The mail as it would be."""
    content = named(call, TEMPLATES, call.params["TemplateName"])["TemplateContent"]
    parts = rendered(content, call.params["TemplateData"])
    return {"RenderedTemplate": "\n".join([f"Subject: {parts['Subject']}", parts.get("Text", ""), parts.get("Html", "")])}


def rendered(content: dict, data: str) -> dict:
    """The parts with their gaps filled; each gap must have a value."""
    try:
        values = json.loads(data)
    except ValueError:
        raise bad_request("Template data is not valid JSON.") from None
    return {part: TAG.sub(lambda tag: _value(tag, values), text) for part, text in content.items()}


def _value(tag: re.Match, values: dict) -> str:
    kind, name = tag[1], tag[2].split(".")[0]
    if not kind and name not in values:
        raise bad_request(f"Attribute '{name}' is not present in the rendering data.")
    return "" if kind else str(values[name])


def _check(content: dict) -> None:
    if not content.get("Subject"):
        raise bad_request("The template must have a subject.")
    if not (content.get("Text") or content.get("Html")):
        raise bad_request("The template must have an HTML part or a text part.")
    for part, text in content.items():
        opened = []
        for tag in TAG.finditer(text):
            if tag[1] in ("#", "^"):
                opened.append(tag[2])
            elif tag[1] == "/" and (not opened or opened.pop() != tag[2]):
                raise bad_request(f"Template {part} has a block that is closed but not open: {tag[2]}")
        if opened or "{{" in TAG.sub("", text):
            raise bad_request(f"Template {part} has a tag or block that is not closed.")
