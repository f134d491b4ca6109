"""The embedded parts: a PostgreSQL and a Valkey of our own, from wheels. Knows nothing of Django."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from config.embedded.errors import CannotStart
from config.embedded.locks import held
from config.embedded.places import data_folder, database_url, redis_url
from config.embedded.postgres import Postgres
from config.embedded.valkey import Valkey

__all__ = [
    "CannotStart",
    "Postgres",
    "Running",
    "Valkey",
    "data_folder",
    "database_url",
    "redis_url",
    "start",
]


@dataclass
class Running:
    """The parts that were asked for, each answering when this was handed out."""

    parts: list[Postgres | Valkey]

    def mend(self) -> list[str]:
        """Starts again whatever died; returns the names of those parts."""
        return [part.name for part in self.parts if part.is_gone() and part.start()]

    def stop(self, quick: bool = False) -> None:
        """Stops the parts, the database last. Quick: at once; the database mends itself at its next start."""
        for part in reversed(self.parts):
            part.stop(quick=quick)


def start(
    data: Path, durable: bool = True, postgres: bool = True, valkey: bool = True, room: int = 60
) -> Running:
    """Starts both parts below `data`, or takes over what an earlier start left running there.

    `durable=False` is for tests: a power cut may lose everything. `room` is how many connections the
    database takes. Raises CannotStart, one sentence for a person.
    """
    data = Path(data).absolute()
    make_private(data)
    parts: list[Postgres | Valkey] = []
    if postgres:
        parts.append(Postgres(data, durable=durable, room=room))
    if valkey:
        parts.append(Valkey(data, durable=durable))
    running = Running([])
    with held(data / "starting.lock"):
        try:
            for part in parts:
                part.start()
                running.parts.append(part)
        except BaseException:  # also Ctrl-C: nothing half-started stays
            for part in parts:
                if part in running.parts or part.child:
                    part.stop(quick=True)
            raise
    return running


def make_private(data: Path) -> None:
    try:
        data.parent.mkdir(parents=True, exist_ok=True)
        data.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"The data folder {data} cannot be made: {error.strerror}.") from error
