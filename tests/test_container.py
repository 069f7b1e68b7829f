"""The container's files say what is there: every path that is copied, every setting, every command. Nothing is built."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from flows.service import POOL, SERVER_SETTINGS

ROOT = Path(__file__).parents[1]
LINES = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def instructions(name: str) -> list[str]:
    """The arguments of an instruction, each time that it stands there."""
    return [line.removeprefix(name).strip() for line in LINES if line.startswith(f"{name} ")]


def copied() -> list[str]:
    """What is copied from this folder."""
    local = [words.split() for words in instructions("COPY") if not words.startswith("--from")]
    return [path for words in local for path in words[:-1]]


@pytest.mark.parametrize("path", copied())
def test_what_is_copied_is_there_and_not_ignored(path):
    assert (ROOT / path).exists()
    assert f"!{path}" in (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()


def test_every_package_is_copied():
    packages = PROJECT["tool"]["setuptools"]["packages"]
    assert {package.partition(".")[0] for package in packages} <= set(copied())


def test_docker_ignores_what_podman_ignores():
    assert (ROOT / ".dockerignore").read_text() == (ROOT / ".containerignore").read_text()


def test_the_image_has_a_python_that_jianbao_supports():
    versions = {re.search(r"python:([\d.]+)-slim", line)[1] for line in instructions("FROM")}
    assert len(versions) == 1
    assert versions.pop() in SpecifierSet(PROJECT["project"]["requires-python"])


def test_nothing_runs_as_root():
    user = next(n for n, line in enumerate(LINES) if line.startswith("USER "))
    assert LINES[user] == "USER jianbao"
    assert not any(line.startswith(("RUN ", "COPY ")) for line in LINES[user:])


def test_no_layer_keeps_pips_cache():
    assert "PIP_NO_CACHE_DIR=1" in instructions("ENV")[0]


def test_the_worker_of_the_image_is_that_of_jianbao_up():
    (words,) = [json.loads(words) for words in instructions("CMD")]
    assert words[:3] == ["prefect", "worker", "start"]
    assert words[words.index("--pool") + 1] == POOL
    assert words[words.index("--limit") + 1] == "1"


def test_the_server_has_the_settings_of_jianbao_up():
    environment = SERVICES["server"]["environment"]
    assert {name: environment.get(name) for name in SERVER_SETTINGS} == SERVER_SETTINGS


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_waits_for_can_happen(name):
    for waited, how in SERVICES[name].get("depends_on", {}).items():
        if how["condition"] == "service_healthy":
            assert "test" in SERVICES[waited]["healthcheck"]
        else:
            assert SERVICES[waited]["restart"] == "no"


def test_every_volume_is_declared_and_its_folder_made_for_the_user():
    mounted = [each.split(":") for one in SERVICES.values() for each in one.get("volumes", ()) if each[0] not in "./$"]
    assert {name for name, _ in mounted} == set(COMPOSE["volumes"])
    made = " ".join(instructions("RUN"))
    assert [folder for name, folder in mounted if name != "database" and folder not in made] == []


def test_only_this_machine_reaches_the_server():
    ports = [port for one in SERVICES.values() for port in one.get("ports", ())]
    assert all(port.startswith("127.0.0.1:") for port in ports)
