# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The monthly estimate: what the resources of a plan are billed for, worked out from their options."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import find
from ansible_collections.skylift.aws.plugins.module_utils.pricing.expressions import value
from ansible_collections.skylift.aws.plugins.module_utils.pricing.prices import Item, Prices, priced, total
from ansible_collections.skylift.aws.plugins.module_utils.pricing.rates import NoRate, data, wanted

HOURS = 730
"""Of a month, as AWS's own calculator has it."""


@functools.cache
def table() -> dict:
    """Return what each type is billed for."""
    return data("resources")


def unknown_usage(usage: Mapping[str, object]) -> Problem | None:
    """Return what is wrong with the names of what is to be assumed."""
    unknown = sorted(set(usage) - set(table()["usage"]))
    if not unknown:
        return None
    return Problem(f"there is no {', '.join(unknown)} to assume", f"there is {', '.join(table()['usage'])}", option="estimate")


def estimate(declared: Iterable[Declaration], prices: Prices, region: str, usage: Mapping[str, object]) -> dict:
    """Return what these resources cost in a month: lines, total, and all that it does not tell."""
    declared = list(declared)
    usage = {**table()["usage"], **usage}
    items, unknown = [], []
    for item in _items(declared, region, usage):
        (items if isinstance(item, Item) else unknown).append(item)
    lines, unpriced = priced(items, prices)
    types = sorted({each.type for each in declared})
    return {
        "monthly": total(lines),
        "currency": "USD",
        "region": region,
        "lines": lines,
        "unpriced": unknown + unpriced,
        "by_use": [each for each in types if each in table()["by_use"]],
        "unknown_types": [each for each in types if not _is_known(each)],
        "usage": {name: usage[name] for name in _assumed(types)},
        "notes": prices.notes,
    }


def told(estimated: dict, stack: str) -> Iterator[str]:
    """Yield the lines in which people read an estimate, the dearest first; what is alike is added up."""
    sums: Counter = Counter()
    numbers: dict = defaultdict(set)
    for line in estimated["lines"]:
        kind = (line["address"].partition(".")[0] or "stack", line["what"])
        sums[kind] += line["monthly"]
        numbers[kind].add(line["address"])
    yield f"Estimate of {stack}: {estimated['monthly']:.2f} USD a month ({HOURS} hours, {estimated['region']})"
    for (kind, what), usd in sums.most_common():
        several = f" ({len(numbers[kind, what])})" if len(numbers[kind, what]) > 1 else ""
        yield f"  {usd:10.2f}  {kind}{several}: {what}"
    for each in estimated["unpriced"]:
        yield f"  {'?':>10}  {each['address']}: {each['what']}: {each['reason']}"
    rest = {
        "Billed by use, and not in it": estimated["by_use"],
        "Without a price here": estimated["unknown_types"],
        "Assumed": [f"{name} {value}" for name, value in estimated["usage"].items()],
        "Prices": [*estimated["notes"], "on demand, without tax, discount and free tier"],
    }
    yield from (f"  {name}: {'; '.join(what) if name == 'Prices' else ', '.join(what)}" for name, what in rest.items() if what)


def _assumed(types: list[str]) -> list[str]:
    lines = [table()["stack"], *(table()["resources"].get(each, ()) for each in types)]
    return sorted(set(re.findall(r"\busage\.(\w+)", str(lines))))


def _is_known(type_name: str) -> bool:
    return type_name in table()["resources"] or type_name in table()["by_use"] or type_name in table()["free"]


def _items(declared: list[Declaration], region: str, usage: dict) -> Iterator[Item | dict]:
    by_address = {each.address: each for each in declared}
    for each in declared:
        place = str(each.connection.get("region") or region)
        names = {**each.options, "others": functools.partial(_others, each, by_address)}
        yield from _billed(table()["resources"].get(each.type, ()), names, each.address, place, usage)
    yield from _billed(table()["stack"] if declared else (), {}, "", region, usage)


def _others(declaration: Declaration, by_address: dict[str, Declaration], type_name: str) -> list[dict]:
    referred = [by_address.get(reference.address) for reference in find(declaration.options)]
    return [other.options for other in referred if other and other.type == type_name]


def _billed(lines: Iterable[dict], names: dict, address: str, region: str, usage: dict) -> Iterator[Item | dict]:
    names = {**names, "usage": usage, "hours": HOURS}
    for line in lines:
        try:
            if not value(line.get("when", "true"), names):
                continue
            parameters = {name: value(expression, names) for name, expression in line.get("with", {}).items()}
            asked = wanted(line["rate"], parameters, region)
            quantity = float(value(line["quantity"], names) or 0)
        except (NoRate, LookupError, TypeError, ValueError, ArithmeticError) as why:
            yield {"address": address, "what": line["what"], "reason": f"its options do not tell ({why})"}
        else:
            if quantity:
                yield Item(line["what"], asked, quantity, address)
