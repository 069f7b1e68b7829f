"""prefect.yaml holds what `jianbao up` deploys: flows that exist, parameters that they take, schedules that Prefect reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect import Flow
from prefect.client.schemas.schedules import CronSchedule
from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema

from flows.deployed import TAG
from flows.service import POOL, PROJECT_FILE

DEPLOYMENTS: list[dict[str, Any]] = yaml.safe_load(PROJECT_FILE.read_text(encoding="utf-8"))["deployments"]
each_deployment = pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda one: one["name"])


def flow_of(deployment: dict[str, Any]) -> Flow[..., Any]:
    return load_flow_from_entrypoint(deployment["entrypoint"])


@each_deployment
def test_a_deployment_gives_its_flow_parameters_that_it_takes(deployment):
    given, flow = deployment.get("parameters", {}), flow_of(deployment)
    assert set(given) <= set(parameter_schema(flow).properties)
    assert flow.validate_parameters(given).keys() >= given.keys()


@each_deployment
def test_the_form_for_a_run_describes_every_parameter(deployment):
    fields = parameter_schema(flow_of(deployment)).properties
    assert [name for name, field in fields.items() if not field.get("description")] == []


@each_deployment
def test_a_deployment_says_what_it_does_and_can_be_found_by_its_tag(deployment):
    assert deployment["description"].endswith(".")
    assert TAG in deployment["tags"]
    assert deployment["work_pool"]["name"] == POOL


@each_deployment
def test_a_deployment_waits_for_its_own_earlier_run(deployment):
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}


@pytest.mark.parametrize("schedule", [each for one in DEPLOYMENTS for each in one.get("schedules", ())])
def test_schedules_are_told_in_beijing_time(schedule):
    assert CronSchedule(cron=schedule["cron"], timezone=schedule["timezone"]).timezone == "Asia/Shanghai"


def test_deployments_look_into_the_folder_of_the_run_and_into_no_other():
    paths = [path for one in DEPLOYMENTS for path in one.get("parameters", {}).get("paths", ())]
    assert paths
    assert not any(Path(path).is_absolute() for path in paths)
