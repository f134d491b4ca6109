"""Where the embedded parts live. Each answer follows from the data folder, so any shell finds the same."""

import contextlib
import hashlib
import os
import stat
import tempfile
from pathlib import Path
from urllib.parse import quote

from config.embedded.errors import CannotStart

CHECKOUT = Path(__file__).resolve().parents[2]
# Not $TMPDIR, which may differ between two shells of one person. What is made there is checked before use.
SHARED = Path("/tmp")  # noqa: S108
NAME = "tertulia"  # of the database and of its only user


def data_folder() -> Path:
    """TERTULIA_DATA, or var/ in the checkout."""
    return Path(os.path.abspath(os.environ.get("TERTULIA_DATA", "").strip() or CHECKOUT / "var"))


def digest(data: Path) -> str:
    return hashlib.sha256(os.path.realpath(data).encode()).hexdigest()[:12]


def socket_folder(data: Path, part: str) -> Path:
    """A short path whatever the data folder's: a unix socket's may not pass 107 bytes (103 on macOS)."""
    shared = SHARED if os.access(SHARED, os.W_OK) else Path(tempfile.gettempdir())
    return shared / f"tertulia-{os.getuid()}-{digest(data)}-{part}"


def postgres_sockets(data: Path) -> Path:
    return socket_folder(data, "db")


def valkey_socket(data: Path) -> Path:
    return socket_folder(data, "queue") / "valkey"


def database_url(data: Path) -> str:
    return f"postgres://{NAME}@/{NAME}?host={quote(str(postgres_sockets(data)))}"


def redis_url(data: Path, db: int) -> str:
    return f"unix://{valkey_socket(data)}?db={db}"


def open_private(folder: Path, owner: int) -> None:
    """Makes the folder, or makes sure that it is its owner's alone: who may enter may read everything.

    Raises CannotStart when somebody else could have put it there.
    """
    try:
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)  # whatever the umask
        if owner != os.getuid():
            os.chown(folder, owner, -1)
    except FileExistsError:
        pass
    except OSError as error:
        raise CannotStart(f"The folder {folder} for the sockets cannot be made: {error.strerror}.") from error
    seen = folder.lstat()
    if not stat.S_ISDIR(seen.st_mode):
        raise CannotStart(
            f"{folder} is a link or a file, not the folder it should be. Remove it and start again."
        )
    if seen.st_uid != owner:
        raise CannotStart(f"{folder} belongs to another user. Have it removed, then start again.")
    if seen.st_mode & 0o077:
        raise CannotStart(f"{folder} is open to other users. Remove it and start again.")


def clear_away(folder: Path) -> None:
    """Nothing is kept among the sockets; what cannot be removed harms nobody."""
    if folder.is_symlink():
        return
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
