"""Who may import whom (docs/architecture.md): arrows run one way, and Prefect stays at the edge."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("schemas", "tasks", "warehouse", "flows")
STAGES = ("discover", "read", "clean", "split", "enrich", "load")
MODULES = sorted(p.relative_to(ROOT) for layer in OURS for p in (ROOT / layer).rglob("*.py"))

SHARED_BY_STAGES = ("schemas", "tasks.lang", "tasks.files", "tasks.rule")
ALLOWED = {
    "schemas": ("schemas",),
    "warehouse": ("warehouse", "schemas"),
    "tasks.lang": ("tasks.lang", "schemas"),
    "tasks.files": ("tasks.files", "schemas"),
    "tasks.rule": ("schemas",),
    "tasks.plan": ("schemas",),
    "tasks.pool": (),
    "tasks.worker": (),
    "tasks.dask_pool": ("schemas", "tasks.pool"),
    "tasks.away": ("schemas", "tasks", "warehouse"),
    "tasks.fingerprint": ("schemas", "tasks.imports"),
    "tasks.imports": (),
    "tasks.again": ("schemas", "tasks", "warehouse"),
    "tasks.batch": ("schemas", "tasks", "warehouse"),
    "tasks.derive": ("schemas", "tasks", "warehouse"),
    "tasks.corpus": ("tasks.corpus", "tasks.lang", "schemas"),
    "tasks.stages": ("schemas", "tasks", "warehouse"),
    "tasks": (),
    "flows": ("flows", "schemas", "tasks", "warehouse"),
} | {
    f"tasks.{stage}": (f"tasks.{stage}", *SHARED_BY_STAGES, *(("warehouse",) if stage == "load" else ()))
    for stage in STAGES
}
"""For each layer, the prefixes of ours that it may import."""

PREFECT_ALLOWED = ("flows", "tasks.stages")


def module_name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names.add(node.module or "")
    return names


def is_under(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def layer_of(name: str) -> str:
    return max((layer for layer in ALLOWED if is_under(name, (layer,))), key=len)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_follow_the_arrows(path):
    name = module_name(path)
    ours = {imported for imported in imports_of(path) if imported.split(".")[0] in OURS}
    wrong = {imported for imported in ours if not is_under(imported, ALLOWED[layer_of(name)])}
    assert not wrong, f"{name} may not import {sorted(wrong)}"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_prefect_stays_at_the_edge(path):
    uses_prefect = is_under("prefect", tuple(imported.split(".")[0] for imported in imports_of(path)))
    assert not uses_prefect or is_under(module_name(path), PREFECT_ALLOWED)


def test_every_stage_is_there():
    assert {p.name for p in (ROOT / "tasks").iterdir() if p.is_dir() and p.name != "__pycache__"} == {
        *STAGES,
        "lang",
        "files",
        "corpus",
    }
