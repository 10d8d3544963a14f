# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Price List API: a few products of a few regions, in the shape in which AWS tells them."""

from __future__ import annotations

import json

from ...rules import Refusal, answers, refuses
from ...settings import settings
from ..paging import page
from .products import PRODUCTS

ENDPOINTS = ("us-east-1", "eu-central-1", "ap-south-1", "cn-northwest-1")
COMPARES = {
    "TERM_MATCH": lambda value, wanted: value.lower() == wanted.lower(),
    "EQUALS": lambda value, wanted: value == wanted,
    "CONTAINS": lambda value, wanted: wanted.lower() in value.lower(),
    "ANY_OF": lambda value, wanted: value in wanted.split(","),
    "NONE_OF": lambda value, wanted: value not in wanted.split(","),
}


@refuses("pricing:GetProducts")
def only_who_may(call):
    """The API is in few regions, and no read-only policy of another service gives it away."""
    if call.region not in ENDPOINTS:
        raise Refusal("UnknownEndpoint", f"There is no Price List API in {call.region}", 404)
    if not settings["price_list_open"]:
        who = call.arn("user/sandbox", service="iam", region="")
        message = f"User: {who} is not authorized to perform: pricing:GetProducts"
        raise Refusal("AccessDeniedException", message)


@answers("pricing:GetProducts")
def get_products(call):
    """Products that pass all filters, each as the text of a JSON object."""
    service = call.params["ServiceCode"]
    offered = [product for product in PRODUCTS if product["serviceCode"] == service]
    if not offered:
        raise Refusal("NotFoundException", f"Invalid Service Code: {service}")
    for asked in call.params.get("Filters", []):
        compare = COMPARES[asked["Type"]]
        offered = [each for each in offered if compare(_attribute(each, asked["Field"]), asked["Value"])]
    shown, more = page(offered, call.params, 100)
    return {"FormatVersion": "aws_v1", "PriceList": [json.dumps(each) for each in shown], **more}


def _attribute(product: dict, name: str) -> str:
    told = product["product"]
    return told["productFamily"] if name == "productFamily" else told["attributes"].get(name, "")
