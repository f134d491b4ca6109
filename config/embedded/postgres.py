"""PostgreSQL below the data folder, reached through a private socket only."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path

import psycopg

from config.embedded import binaries, identities, processes
from config.embedded.errors import CannotStart
from config.embedded.places import NAME, clear_away, open_private, postgres_sockets

PROGRAMS = ("postgres", "postmaster")
PATIENCE = 180  # seconds; after a power cut the recovery of a large database takes its time
UNSAFE = ("fsync=off", "full_page_writes=off")  # survives a kill, not a power cut
LOG_LIMIT = 20_000_000


class Postgres:
    """One cluster, one database, no password: whoever passes the 0700 folder of its socket is its owner."""

    name = "the database"

    def __init__(self, data: Path, durable: bool = True, room: int = 60) -> None:
        self.data, self.durable, self.room = data, durable, room
        self.sockets = postgres_sockets(data)
        self.log = data / "postgres.log"
        self.child: subprocess.Popen[bytes] | None = None
        self.__identity: identities.Identity | None = None

    @property
    def identity(self) -> identities.Identity:
        if self.__identity is None:
            self.__identity = identities.choose(binaries.postgres_folder(), self.data)
        return self.__identity

    @property
    def cluster(self) -> Path:
        return identities.cluster_of(self.data)

    def answers(self) -> bool:
        """The only proof of life: pid files and `pg_ctl status` believe in the dead. Full counts as alive."""
        said = psycopg.pq.PGconn.ping(
            f"host={self.sockets} user={NAME} dbname=postgres connect_timeout=5".encode()
        )
        return said == psycopg.pq.Ping.OK

    def is_gone(self) -> bool:
        if self.child:
            return self.child.poll() is not None
        pid = self.noted_pid()
        return not self.answers() and not (pid and self.is_ours(pid))

    def connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.sockets), user=NAME, dbname=database, connect_timeout=5, autocommit=True
        )

    def start(self) -> bool:
        """Leaves it answering. Returns whether it had to be started; raises CannotStart."""
        open_private(self.sockets, self.identity.owner)
        fresh = not self.takes_over()
        if fresh:
            self.refuse_another_version()
            self.make_cluster()
            self.clear_leftovers()
            self.launch()
        self.make_database()
        return fresh

    def stop(self, quick: bool = False) -> None:
        """Ends it with all of its own. Quick skips the tidy closing: a short recovery at the next start."""
        pid = self.child.pid if self.child else self.noted_pid()
        if pid and (self.child or self.is_ours(pid)):
            tidy = [] if quick or not self.durable else [(signal.SIGINT, 60.0)]
            self.end(pid, *tidy, (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0))
        self.child = None
        clear_away(self.sockets)

    def end(self, pid: int, *steps: tuple[signal.Signals, float]) -> None:
        processes.end(pid, *steps)
        if self.child and self.child.pid == pid:
            self.child.wait()

    def takes_over(self) -> bool:
        """Whether an earlier start left one running that answers; one that never will is ended first."""
        if self.answers():
            return True
        pid = self.noted_pid()
        if not pid or not self.is_ours(pid):
            return False
        # Alive and silent: it is still recovering, or the temp folder was swept and its socket is gone.
        waiting = PATIENCE if (self.sockets / ".s.PGSQL.5432").exists() else 3
        if (
            processes.wait_until(lambda: self.answers() or not processes.is_running(pid), waiting)
            and self.answers()
        ):
            return True
        self.end(pid, (signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0))
        return False

    def noted_pid(self) -> int | None:
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int((self.cluster / "postmaster.pid").read_text().split("\n")[0])
        return None

    def is_ours(self, pid: int) -> bool:
        return processes.works_in(pid, self.cluster, PROGRAMS)

    def refuse_another_version(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            made_by = int((self.cluster / "PG_VERSION").read_text())
            here = binaries.postgres_major(self.identity.programs)
            if made_by != here:
                raise CannotStart(
                    f"The database in {self.cluster} was made by PostgreSQL {made_by} and this is {here}. "
                    "Restore a backup into an empty data folder, or let TERTULIA_PG_BIN name "
                    f"a PostgreSQL {made_by}."
                )

    def make_cluster(self) -> None:
        if (self.cluster / "PG_VERSION").exists():
            return
        # Made beside and moved: a start killed half-way leaves nothing that looks finished.
        making = self.cluster.with_name("postgres.making")
        self.run("rm", "-rf", making)
        builtin = binaries.postgres_major(self.identity.programs) >= 17
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if builtin
            else ["--locale=C.UTF-8"]
        )
        initdb = self.identity.programs / "initdb"
        haste = [] if self.durable else ["--no-sync"]
        self.run(
            initdb,
            "-D",
            making,
            "-U",
            NAME,
            "--auth=trust",
            "--encoding=UTF8",
            "--no-instructions",
            *locale,
            *haste,
        )
        making.rename(self.cluster)

    def run(self, *command: str | Path) -> None:
        done = subprocess.run(
            [*self.identity.prefix, *command],
            cwd="/",
            env=environment(),
            capture_output=True,
            text=True,
            **self.identity.options,
        )
        if done.returncode:
            raise CannotStart(
                f"The database could not be made: {(done.stderr or done.stdout).strip()[-500:]}"
            )

    def clear_leftovers(self) -> None:
        """After `kill -9` of the server: its own leftover files would refuse every new start.

        They name a process that is a zombie, gone, or by now somebody else's. Nobody may still be at work in
        the cluster when they are removed, or two servers would write the same files.
        """
        if not processes.wait_until(lambda: not processes.all_in(self.cluster, PROGRAMS), 10):
            for pid in processes.all_in(self.cluster, PROGRAMS):
                processes.end(pid, (signal.SIGQUIT, 2.0), (signal.SIGKILL, 5.0))
        if self.child:
            self.child.kill()
            self.child.wait()
        for path in (
            self.cluster / "postmaster.pid",
            self.sockets / ".s.PGSQL.5432.lock",
            self.sockets / ".s.PGSQL.5432",
        ):
            path.unlink(missing_ok=True)

    def launch(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                [
                    *self.identity.prefix,
                    self.identity.programs / "postgres",
                    "-D",
                    self.cluster,
                    *self.settings(),
                ],
                cwd="/",
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.identity.options,
            )
        child = self.child
        if (
            not processes.wait_until(lambda: self.answers() or child.poll() is not None, PATIENCE)
            or child.poll() is not None
        ):
            self.stop(quick=True)
            raise CannotStart(
                f"The database did not start. Its last words, from {self.log}: {last_words(self.log)}"
            )

    def settings(self) -> list[str]:
        wanted = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            f"max_connections={self.room}",
            "timezone=UTC",
            "log_timezone=UTC",
            "max_parallel_workers_per_gather=0",  # a container's /dev/shm is often too small for them
            *(() if self.durable else UNSAFE),
        ]
        return [word for setting in wanted for word in ("-c", setting)]

    def make_database(self) -> None:
        with self.connect("postgres") as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
            if not known:
                connection.execute(f"CREATE DATABASE {NAME}")


def environment() -> dict[str, str]:
    """Without the PG* of a person who works with another PostgreSQL."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def last_words(log: Path, lines: int = 3) -> str:
    try:
        return " / ".join(log.read_text(errors="replace").strip().splitlines()[-lines:])
    except OSError:
        return "none"
