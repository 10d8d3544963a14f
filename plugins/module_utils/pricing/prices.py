# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Prices: each rate from the Price List API, or from the book when that cannot be asked; and bills made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
from ansible_collections.skylift.aws.plugins.module_utils.pricing.price_list import PriceList, endpoint_region, said
from ansible_collections.skylift.aws.plugins.module_utils.pricing.rates import Book, NoRate, Rate, Wanted, wanted

CALLS_AT_ONCE = 8


@dataclass(frozen=True)
class Item:
    """A line of a bill: so many units of a rate, for what and of which resource."""

    what: str
    asked: Wanted
    quantity: float
    address: str = ""


class Prices:
    """Looks rates up. `notes` tells in the end where they are from; what AWS could not be asked once it is not asked again."""

    def __init__(self, price_list: PriceList | None, book: Book, refusal: str = ""):
        self._price_list = price_list
        self._book = book
        self._refusal = refusal
        self._notes: set[str] = set()

    @classmethod
    def of(cls, connection: dict, book: Book | None = None) -> Prices:
        """Return the prices as whoever has this connection can ask for them."""
        own = session(connection)
        try:
            there = {**connection, "region": endpoint_region(own.partition, own.region)}
        except NoRate as why:
            return cls(None, book or Book(), str(why))
        return cls(PriceList(session(there)), book or Book())

    def rates(self, wanted: Iterable[Wanted]) -> dict[Wanted, Rate | NoRate]:
        """Return all these rates; what has none comes with the reason."""
        first, *others = list(dict.fromkeys(wanted)) or [None]
        if first is None:
            return {}
        # A refusal is the same for all of them: one request finds out.
        found = {first: self._rate(first)}
        with ThreadPoolExecutor(CALLS_AT_ONCE, thread_name_prefix="price") as pool:
            return found | dict(zip(others, pool.map(self._rate, others), strict=True))

    @property
    def notes(self) -> list[str]:
        """Where the rates are from, and what is to be known of them."""
        refused = f"the Price List API was not asked, or did not answer ({self._refusal})"
        return sorted(self._notes) + ([refused] if self._refusal else [])

    def _rate(self, asked: Wanted) -> Rate | NoRate:
        try:
            rate = self._today(asked) or self._book.rate(asked)
        except NoRate as none:
            return none
        self._notes |= {note for note in (f"rates from the {rate.source}", rate.note) if note}
        return rate

    def _today(self, asked: Wanted) -> Rate | None:
        if self._price_list is None or self._refusal:
            return None
        try:
            return self._price_list.rate(asked)
        except NoRate:
            return None
        except AwsError as error:
            self._refusal = said(error)
            return None


def priced(items: Iterable[Item], prices: Prices) -> tuple[list[dict], list[dict]]:
    """Return the lines of a bill with their prices, and those that have none with the reason."""
    items = list(items)
    rates = prices.rates(item.asked for item in items)
    lines, unpriced = [], []
    for item in items:
        rate = rates[item.asked]
        told = {"address": item.address, "what": item.what, "rate": str(item.asked), "quantity": round(item.quantity, 4)}
        if isinstance(rate, NoRate):
            unpriced.append({**told, "reason": str(rate)})
        else:
            monthly = round(rate.monthly(item.quantity), 2)
            lines.append({**told, "usd": rate.steps[0][1], "monthly": monthly, "source": rate.source})
    return lines, unpriced


def total(lines: Iterable[dict]) -> float:
    """Return what all lines cost in a month."""
    return round(sum(line["monthly"] for line in lines), 2)


def bills(asked: Mapping[str, list[dict]], connection: dict) -> dict:
    """Return bills with their prices and sums. Raises NoRate for an item that is none, AwsError without a connection."""
    region, prices = session(connection).region, Prices.of(connection)
    lines, unpriced = priced([_item(each, name, region) for name, items in asked.items() for each in items], prices)
    for line in (*lines, *unpriced):
        line["bill"] = line.pop("address")
    sums = {name: total(line for line in lines if line["bill"] == name) for name in asked}
    return {"bills": sums, "lines": lines, "unpriced": unpriced, "notes": prices.notes}


def _item(told: dict, bill: str, region: str) -> Item:
    try:
        return Item(told["what"], wanted(told["rate"], told.get("with", {}), region), float(told["quantity"]), bill)
    except (LookupError, TypeError, ValueError) as error:
        raise NoRate(f"bills.{bill}: an item has what, rate, quantity and perhaps with; {told} has not ({error!r})") from error
