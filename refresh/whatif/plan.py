"""Which models a change reaches, and what they need that it does not reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

TARGETS = ("fct_indicator_verdict", "fct_resource_gap", "fct_school_resource")
"""The marts in which a verdict, what is missing and the indicators of a school stand."""
JUDGED = "int_readiness_counted"
"""Where the verdict on the whole county stands."""
NAMES = "dim_school"
DISPUTES = ("intermediate", "int_fact_disputed")
"""What sources disagree on. It stays as it was published, less what a change settles: a roster that
still has the old number says nothing about the new one."""
Graph = dict[str, list[str]]


@dataclass(frozen=True)
class Plan:
    """`built` are names of models; `needed` are (schema, name) of tables of the kept database;
    `used` are the forms that reach a target at all."""

    built: list[str]
    needed: list[tuple[str, str]]
    used: set[str]


def make_plan(manifest: dict[str, Any], forms: Iterable[str]) -> Plan:
    """The plan for changed `forms`, after the manifest of dbt. Their staging tables are needed,
    not built: the changes are written into them."""
    nodes = manifest["nodes"]
    parents = {key: [p for p in found if p in nodes] for key, found in _map(manifest, "parent")}
    children = {key: [c for c in found if c in nodes] for key, found in _map(manifest, "child")}
    models = {node["name"]: key for key, node in nodes.items() if _is_table(node)}
    if kept := models.get(DISPUTES[1]):
        parents[kept] = []
        children = {key: [c for c in found if c != kept] for key, found in children.items()}
    wanted = _reach({models[name] for name in (*TARGETS, JUDGED)}, parents)
    changed = {models[f"stg_{form}"]: form for form in forms}
    built = (_reach(set(changed), children) - set(changed)) & wanted
    seen = {parent for key in built for parent in _tables(key, parents, nodes)}
    needed = (seen | (set(changed) & wanted)) - built
    return Plan(
        sorted(nodes[key]["name"] for key in built if not _is_ephemeral(nodes[key])),
        sorted((nodes[key]["schema"], nodes[key]["name"]) for key in needed),
        {form for key, form in changed.items() if key in wanted},
    )


def _map(manifest: dict[str, Any], which: str) -> Iterable[tuple[str, list[str]]]:
    """One side of the graph, models and seeds only."""
    nodes = manifest["nodes"]
    return ((key, v) for key, v in manifest[f"{which}_map"].items() if _is_table(nodes.get(key)))


def _is_table(node: dict[str, Any] | None) -> bool:
    return node is not None and node["resource_type"] in {"model", "seed"}


def _is_ephemeral(node: dict[str, Any]) -> bool:
    return node["config"]["materialized"] == "ephemeral"


def _reach(start: set[str], graph: Graph) -> set[str]:
    """The nodes that can be reached, with the start."""
    seen, todo = set(start), list(start)
    while todo:
        for key in graph.get(todo.pop(), []):
            if key in graph and key not in seen:
                seen.add(key)
                todo.append(key)
    return seen


def _tables(key: str, parents: Graph, nodes: dict[str, Any]) -> set[str]:
    """The tables that a model reads, those behind ephemeral models too."""
    found: set[str] = set()
    for parent in parents.get(key, []):
        if _is_ephemeral(nodes[parent]):
            found |= _tables(parent, parents, nodes)
        else:
            found.add(parent)
    return found
