# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The Price List API: what AWS asks for a thing today."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws import calls
from ansible_collections.skylift.aws.plugins.module_utils.pricing.rates import NoRate, Rate, Wanted, rates

ENDPOINTS = {"eu": "eu-central-1", "me": "eu-central-1", "af": "eu-central-1", "il": "eu-central-1", "ap": "ap-south-1"}
"""The API is in three regions and knows the prices of all; these are the nearest to others than the Americas."""

PREFIX = r"^(?:[A-Z]{3}\d-|[A-Z]{4}\d-|EU-)?"
"""What stands before a usage type in most regions: EUC1-, USE1-; Ireland is older than the scheme."""

BUSY_SECONDS = 30


def endpoint_region(partition: str, region: str) -> str:
    """Return where to ask for the prices of a region. Raises NoRate where nobody can."""
    if partition != "aws":
        # China's list is in yuan, and accounts of GovCloud and other partitions cannot sign in where the list is.
        raise NoRate(f"the partition {partition} has no price list in USD")
    return ENDPOINTS.get(region.partition("-")[0], "us-east-1")


class PriceList:
    """Asks for rates, one at a time. `session` is one of the region that the API is in."""

    def __init__(self, session):
        self._session = session

    def rate(self, asked: Wanted) -> Rate:
        """Return a rate as AWS has it today. Raises NoRate, and AwsError when AWS cannot be asked."""
        fact = rates()[asked.rate]
        if "service_code" not in fact:
            raise NoRate(f"the Price List API does not tell {asked}")
        try:
            found = {steps for product in self._products(fact, asked) for steps in [_steps(product)] if steps}
        except calls.AwsError as error:
            if error.absent or error.code == "InvalidParameterException":
                # A service or an attribute that the list does not know says nothing of the others.
                raise NoRate(said(error)) from error
            raise
        if len(found) != 1:
            raise NoRate(f"the Price List API has {len(found) or 'no'} prices for {asked} in {asked.region}")
        return Rate(found.pop(), "Price List API", fact.get("free", 0))

    def _products(self, fact: dict, asked: Wanted) -> Iterator[dict]:
        values = dict(zip(fact.get("by", ()), asked.values, strict=True))
        usage_type = fact.get("usage_type", "").format(**values)
        attributes = {name: value.format(**values) for name, value in fact.get("filters", {}).items()}
        region_in = fact.get("region_in", "regionCode")
        if region_in:
            attributes[region_in] = asked.region
        filters = [{"Type": "TERM_MATCH", "Field": name, "Value": value} for name, value in attributes.items()]
        if usage_type:
            filters.append({"Type": "CONTAINS", "Field": "usagetype", "Value": usage_type})
        request = {"ServiceCode": fact["service_code"], "Filters": filters, "FormatVersion": "aws_v1"}
        matches = re.compile(f"{PREFIX}{re.escape(usage_type)}$" if usage_type else "").match
        for page in self._pages(request):
            products = map(json.loads, page["PriceList"])
            yield from (each for each in products if matches(each["product"]["attributes"].get("usagetype", "")))

    def _pages(self, request: dict) -> Iterator[dict]:
        # The book is at hand: nobody shall wait for minutes because a network has no way to the Price List API.
        busy = [(code, "") for code in calls.THROTTLES]
        token: dict = {}
        while token is not None:
            page = self._session.call("pricing", "get_products", {**request, **token}, busy, BUSY_SECONDS, once=True)
            yield page
            token = {"NextToken": page["NextToken"]} if page.get("NextToken") else None


def _steps(product: dict) -> tuple[tuple[float, float], ...]:
    """Return the steps of a product's on-demand price; none if it has no price in USD, or is free."""
    terms = product.get("terms", {}).get("OnDemand", {}).values()
    dimensions = [each for term in terms for each in term["priceDimensions"].values() if "USD" in each["pricePerUnit"]]
    steps = sorted((float(each["beginRange"] or 0), float(each["pricePerUnit"]["USD"])) for each in dimensions)
    return tuple(steps) if any(usd for _begin, usd in steps) else ()


def said(error: calls.AwsError) -> str:
    """Return in a few words why the API could not be asked."""
    return f"{error.code}: {error.message}"
