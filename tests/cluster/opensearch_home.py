"""The files of a search node, laid out as a release has them, from jars of Maven Central.

They are fetched once, by Maven, into `.cache/opensearch`, and compared with the checksums of
`requirements/opensearch-jars.txt`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[2]
JARS = ROOT / "requirements" / "opensearch-jars.txt"
CACHE = ROOT / ".cache" / "opensearch"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.0:copy"
JAVA = 11
PLUGINS = {
    "analysis-common": "org.opensearch.analysis.common.CommonAnalysisPlugin",
    "lang-painless": "org.opensearch.painless.PainlessPlugin",
    "transport-netty4": "org.opensearch.transport.Netty4Plugin",
}
"""The class that a node starts, by the folder of its module."""
RIGHTS = {
    "lang-painless": (
        'java.lang.RuntimePermission "createClassLoader"',
        'java.lang.RuntimePermission "getClassLoader"',
    ),
    "transport-netty4": (
        'java.lang.RuntimePermission "accessDeclaredMembers"',
        'java.lang.RuntimePermission "getClassLoader"',
        'java.lang.RuntimePermission "setContextClassLoader"',
        'java.lang.reflect.ReflectPermission "suppressAccessChecks"',
        'java.net.SocketPermission "*", "accept,connect"',
        'java.util.PropertyPermission "*", "read,write"',
    ),
}
"""What a node's security manager has to allow a module; the jars do not say it."""


@dataclass(frozen=True, slots=True)
class Jar:
    """A pinned jar and the folder that it belongs in."""

    folder: str
    group: str
    artifact: str
    version: str
    sha256: str

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read one line of the list."""
        folder, coordinates, sha256 = line.split()
        group, artifact, version = coordinates.split(":")
        return cls(folder, group, artifact, version, sha256)

    @property
    def path(self) -> Path:
        """Its place in the home of a node."""
        return Path(self.folder, f"{self.artifact}-{self.version}.jar")


def missing() -> str:
    """Say why no home can be laid out or no node started here; empty when they can."""
    if java_version() < JAVA:
        return (
            f"no Java {JAVA} or newer for OpenSearch; install it with: "
            "sudo apt-get install openjdk-17-jre-headless"
        )
    if not _cached().exists() and not shutil.which("mvn"):
        return "no Maven to fetch OpenSearch with; install it with: sudo apt-get install maven"
    return ""


def java_version() -> int:
    """The number of the Java in the path; 0 for none."""
    java = shutil.which("java")
    if not java:
        return 0
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


def home() -> Path:
    """The folder with the files of a node, fetched if this is the first time."""
    kept = _cached()
    if not kept.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            made = Path(folder, "home")
            _lay_out(listed(), made)
            made.rename(kept)
    return kept


def listed() -> tuple[Jar, ...]:
    """Every jar of the list."""
    lines = JARS.read_text().splitlines()
    return tuple(Jar.parse(line) for line in lines if not line.startswith("#"))


def check(jars: Iterable[Jar], home: Path) -> None:
    """Raise ValueError when a jar is not the one that was pinned."""
    for jar in jars:
        found = hashlib.sha256((home / jar.path).read_bytes()).hexdigest()
        if found != jar.sha256:
            raise ValueError(f"{jar.path.name}: sha256 is {found}, and not {jar.sha256}")


def _cached() -> Path:
    """Where a home made by this list and this module is kept."""
    made_by = hashlib.sha256(JARS.read_bytes() + Path(__file__).read_bytes())
    return CACHE / made_by.hexdigest()[:12]


def _lay_out(jars: tuple[Jar, ...], home: Path) -> None:
    _fetch(jars, home)
    check(jars, home)
    for folder in ("plugins", "config"):
        (home / folder).mkdir()
    version = next(jar.version for jar in jars if jar.artifact == "opensearch")
    for name in PLUGINS:
        _describe(name, version, home / "modules" / name)


def _fetch(jars: tuple[Jar, ...], home: Path) -> None:
    home.mkdir()
    project = home / "pom.xml"
    project.write_text(_project(jars, home))
    fetched = subprocess.run(
        ["mvn", "--batch-mode", "--quiet", "--file", project, COPY],
        capture_output=True,
        text=True,
        check=False,
    )
    project.unlink()
    if fetched.returncode:
        raise RuntimeError(f"Maven did not fetch OpenSearch:\n{fetched.stdout}{fetched.stderr}")


def _project(jars: tuple[Jar, ...], home: Path) -> str:
    """A project of which Maven copies each jar, and nothing that those would draw in."""
    items = "".join(
        f"<artifactItem><groupId>{jar.group}</groupId><artifactId>{jar.artifact}</artifactId>"
        f"<version>{jar.version}</version>"
        f"<outputDirectory>{escape(str(home / jar.folder))}</outputDirectory></artifactItem>"
        for jar in jars
    )
    group, artifact, version, _ = COPY.split(":")
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>cuttings</groupId><artifactId>search-node</artifactId><version>1</version>"
        f"<build><plugins><plugin><groupId>{group}</groupId><artifactId>{artifact}</artifactId>"
        f"<version>{version}</version><configuration><artifactItems>{items}</artifactItems>"
        "</configuration></plugin></plugins></build></project>"
    )


def _describe(name: str, version: str, module: Path) -> None:
    """Write what a node wants to know of a module, which the release has and the jars have not."""
    told = {
        "name": name,
        "description": name,
        "version": version,
        "opensearch.version": version,
        "java.version": JAVA,
        "classname": PLUGINS[name],
    }
    lines = "".join(f"{key}={value}\n" for key, value in told.items())
    (module / "plugin-descriptor.properties").write_text(lines)
    if rights := RIGHTS.get(name):
        granted = "".join(f"  permission {right};\n" for right in rights)
        (module / "plugin-security.policy").write_text(f"grant {{\n{granted}}};\n")
