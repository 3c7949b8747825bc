"""What is in `deploy/`, as far as it can be checked without running it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cluster.opensearch_home import listed as listed_jars

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
Service = dict[str, object]


@pytest.fixture(scope="module")
def compose() -> dict[str, dict[str, Service]]:
    found: dict[str, dict[str, Service]] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return found


def listed(service: Service, name: str) -> list[str]:
    """What a service has under a name, a list or the keys of a mapping."""
    found = service.get(name, [])
    assert isinstance(found, (list, dict))
    return [str(item) for item in found]


def test_the_parts_of_a_cluster_are_there(compose: dict[str, dict[str, Service]]) -> None:
    assert set(compose["services"]) == {
        *("search-1", "search-2", "search-3"),
        *("postgres", "scheduler", "worker", "web", "indexer"),
    }


def test_what_a_service_names_exists(compose: dict[str, dict[str, Service]]) -> None:
    for service in compose["services"].values():
        assert set(listed(service, "depends_on")) <= set(compose["services"])
        assert set(listed(service, "networks")) <= set(compose["networks"])
        named = {volume.split(":")[0] for volume in listed(service, "volumes") if volume[0] != "$"}
        assert named <= set(compose["volumes"])


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="no docker-compose here")
def test_compose_reads_the_file(tmp_path: Path) -> None:
    """Held against the schema that Debian's docker-compose has, which knows no `name` yet."""
    lines = (DEPLOY / "compose.yaml").read_text().splitlines()
    (tmp_path / "compose.yaml").write_text(
        "\n".join(line for line in lines if not line.startswith("name:"))
    )
    read = subprocess.run(
        ["docker-compose", "--project-name", "x", "config", "--quiet"],
        cwd=tmp_path,
        env={**os.environ, "CUTTINGS_PASSWORD": "secret"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (read.returncode, read.stderr) == (0, "")


def test_the_search_nodes_are_of_the_version_that_is_tested(
    compose: dict[str, dict[str, Service]],
) -> None:
    nodes = [service for name, service in compose["services"].items() if name[:7] == "search-"]
    tested = next(jar.version for jar in listed_jars() if jar.artifact == "opensearch")
    assert [node["image"] for node in nodes] == 3 * [f"opensearchproject/opensearch:{tested}"]


def test_only_the_pages_can_be_reached_and_only_from_this_machine(
    compose: dict[str, dict[str, Service]],
) -> None:
    ports = {name: listed(service, "ports") for name, service in compose["services"].items()}
    assert {name: found for name, found in ports.items() if found} == {
        "web": ["127.0.0.1:${CUTTINGS_PORT:-8000}:8000"]
    }
    outside = [n for n, s in compose["services"].items() if "outside" in listed(s, "networks")]
    assert outside == ["web"]


def test_what_runs_cuttings_has_no_rights(compose: dict[str, dict[str, Service]]) -> None:
    own = [s for s in compose["services"].values() if s["image"] == "cuttings"]
    assert len(own) == 4
    for service in own:
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]


def test_every_setting_is_one_that_the_program_reads() -> None:
    told = re.findall(r"\b(CUTTINGS_[A-Z_]+)[=:]", (DEPLOY / "compose.yaml").read_text())
    told += [
        name
        for unit in (DEPLOY / "systemd").iterdir()
        for name in re.findall(r"^Environment=.*?(CUTTINGS_[A-Z_]+)=", unit.read_text(), re.M)
    ]
    code = "".join(
        file.read_text()
        for folder in ("archive", "indexer", "web")
        for file in (ROOT / folder).rglob("*.py")
    )
    of_compose = {"CUTTINGS_PASSWORD", "CUTTINGS_PORT"}
    assert {name for name in told if f'"{name}"' not in code} <= of_compose


class TestDockerfile:
    lines = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ").splitlines()

    def test_it_ends_as_a_user_without_rights(self) -> None:
        users = [line.split()[1] for line in self.lines if line.startswith("USER")]
        assert users == ["10001"]

    def test_what_it_copies_is_there_and_not_ignored(self) -> None:
        kept = {
            line[1:]
            for line in (ROOT / ".dockerignore").read_text().splitlines()
            if line[:1] == "!"
        }
        for line in self.lines:
            words = line.split()
            if words[:1] == ["COPY"] and not words[1].startswith("--from"):
                for source in words[1:-1]:
                    assert (ROOT / source).exists(), source
                    assert source.split("/")[0] in kept, source

    def test_what_it_installs_is_pinned_by_hash(self) -> None:
        installs = [
            part for line in self.lines for part in line.split("&&") if "pip install" in part
        ]
        assert len(installs) == 3
        for part in installs:
            assert "--require-hashes" in part or "--no-deps --no-build-isolation ." in part

    def test_its_versions_are_those_that_are_tested(self) -> None:
        tested = pins("test")
        for name, version in pins("cluster").items():
            assert tested.get(name, version) == version, name


def pins(name: str) -> dict[str, str]:
    """Versions by package of a list of requirements."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.M))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_the_units_are_well_formed(tmp_path: Path) -> None:
    for unit in (DEPLOY / "systemd").iterdir():
        text = unit.read_text().replace("/opt/cuttings/bin/cuttings", sys.executable)
        (tmp_path / unit.name).write_text(text)
    units = sorted(tmp_path.iterdir())
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
