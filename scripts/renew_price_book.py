#!/usr/bin/env python3
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the price book of some regions anew from the AWS Price List API, with today's date.

It takes credentials that allow pricing:GetProducts. What the list does not have stays as it was.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY / ".venv" / "collections"))

from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
from ansible_collections.skylift.aws.plugins.module_utils.pricing.price_list import PriceList, endpoint_region
from ansible_collections.skylift.aws.plugins.module_utils.pricing.rates import HOME_OF_THE_BOOK, NoRate, Rate, Wanted

BOOK = REPOSITORY / "plugins" / "module_utils" / "pricing" / "book.yml"
LIST = "AWS Price List API (GetProducts)"


def renewed(region: str, template: dict, known: dict) -> tuple[dict, int]:
    """Return the rates of a region under the names of a template, and how many of them the list has."""
    prices = PriceList(session({"region": endpoint_region("aws", region)}))
    rates, count = {}, 0
    for name, shipped in template.items():
        keys = list(shipped) if isinstance(shipped, dict) else [""]
        found = {key: price for key in keys if (price := _today(prices, name, key, region)) is not None}
        count += len(found)
        if isinstance(shipped, dict):
            rates[name] = {**known.get(name, {}), **found}
        elif found or name in known:
            rates[name] = found.get("", known.get(name))
    return {name: price for name, price in rates.items() if price != {}}, count


def _today(prices: PriceList, name: str, key: str, region: str) -> float | list | None:
    try:
        return _written(prices.rate(Wanted(name, tuple(key.split("/")) if key else (), region)))
    except NoRate as none:
        print(f"  {none}")
        return None


def _written(rate: Rate) -> float | list:
    return rate.steps[0][1] if len(rate.steps) == 1 else [[int(begin), usd] for begin, usd in rate.steps]


def main() -> int:
    """Renew what the command line names, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("regions", nargs="+", help="regions to write anew, such as us-east-1 eu-central-1")
    parser.add_argument("--book", type=Path, default=BOOK)
    arguments = parser.parse_args()
    head = "".join(line for line in arguments.book.read_text().splitlines(keepends=True) if line.startswith(("---", "#")))
    book = yaml.safe_load(arguments.book.read_text())
    for region in arguments.regions:
        known = book["regions"].get(region, {})
        book["regions"][region], count = renewed(region, book["regions"][HOME_OF_THE_BOOK], known)
        print(f"{region}: {count} rates")
    book |= {"date": datetime.date.today().isoformat(), "source": LIST}
    arguments.book.write_text(head + yaml.safe_dump(book, sort_keys=False, width=130))
    return 0


if __name__ == "__main__":
    sys.exit(main())
