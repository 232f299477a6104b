"""Plans as Neo4j explains them: what an operator reads, and the operators of one text, without running it."""

import re
from collections.abc import Iterator
from typing import Any

from graph.records import Record

_CACHED = re.compile(r"cache\[([^\]]*)\]")  # where a property is taken from makes no difference


class Step(Record):
    """One operator of a plan, and what it takes its rows from."""

    name: str
    details: str
    below: "tuple[Step, ...]"


class Explained(Record):
    """What Neo4j says of a statement that it does not run; `kind` is `r` for one that only reads."""

    columns: tuple[str, ...]
    kind: str
    plan: Step


def step(plan: dict[str, Any]) -> Step:
    """An operator and all below it, from the driver's dictionaries."""
    return Step(
        name=plan["operatorType"].partition("@")[0],
        details=_CACHED.sub(r"\1", plan.get("args", {}).get("Details", "")),
        below=tuple(step(child) for child in plan.get("children", ())),
    )


def steps(root: Step) -> Iterator[Step]:
    """Every operator of a plan, the topmost first."""
    yield root
    for child in root.below:
        yield from steps(child)
