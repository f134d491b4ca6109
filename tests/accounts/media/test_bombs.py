"""Row 44: a small file that holds an enormous picture is refused at once and costs no memory."""

import gzip
import io
import json
import os
import subprocess
import sys
import textwrap
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.accounts.media import examples
from tests.accounts.media.examples import chunk, picture

ROOT = Path(__file__).parents[3]


def archive(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"\0" * 20_000_000)
    return file.getvalue()


def text_bomb(kind: bytes) -> bytes:
    flood = zlib.compress(b"A" * 60_000_000)
    return examples.png_announcing(64, 64, chunk(kind, b"Comment\0\0" + flood))


SIDES = [(64250, 64250), (65535, 65535), (25000, 1000), (1, 60_000_000), (5000, 5000)]
BOMBS = {
    **{f"png {w}×{h}": examples.png_announcing(w, h) for w, h in SIDES},
    **{f"gif {w}×{h}": examples.gif_announcing(w, h) for w, h in SIDES if max(w, h) <= 65535},
    "gif of 50,000 frames": examples.gif_announcing(20_000, 20_000, frames=50_000),
    **{
        f"jpeg {w}×{h}": examples.jpeg_announcing(w, h)
        for w, h in [(64250, 64250), (65500, 65500), (9000, 9000)]
    },
    **{
        f"jpeg in steps {w}×{h}": examples.jpeg_announcing(w, h, 0xC2)
        for w, h in [(64250, 64250), (6000, 6000)]
    },
    **{
        f"webp {w}×{h}": examples.webp_announcing(w, h)
        for w, h in [(16384, 16384), (16777216, 1), (5000, 5000)]
    },
    "webp without a header": b"RIFF\xff\xff\xff\x7fWEBPVP8L\xff\xff\xff\x7f\x2f\xff\xff\xff\x0f" + b"\0" * 50,
    "png with a text of 60 MB": text_bomb(b"zTXt"),
    "png with a profile of 60 MB": text_bomb(b"iCCP"),
    "png with the wrong sums": picture()[:40] + b"\0" * 400,
    "zip": archive("a.txt"),
    "docx": archive("word/document.xml"),
    "gzip": gzip.compress(b"\0" * 20_000_000),
    "svg of a billion words": b"<svg>" + b"&lol;" * 100_000,
    "tiff": picture(format="TIFF"),
    "bmp": b"BM" + b"\xff" * 60,
    "ico": b"\0\0\1\0\1\0\0\0\0\0\1\0\x20\0\xff\xff\xff\x7f\x16\0\0\0",
    "jpeg 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + b"\xff" * 60,
    "psd": b"8BPS\0\1" + b"\xff" * 60,
    "icns": b"icns\xff\xff\xff\x7f" + b"\xff" * 60,
}


def test_there_are_thirty_of_them():
    assert len(BOMBS) >= 30


@pytest.mark.parametrize("name", BOMBS)
def test_row_44_a_bomb_is_refused_within_two_seconds(name, ana, client_of):
    file = examples.sent(BOMBS[name], "bomb.png")
    answer = client_of(ana).post("/media/", {"file": file})
    # What is no bomb once only its first kilobytes count, such as a long text beside a small picture, may pass.
    assert answer.status_code == 400 or name in ("png with a text of 60 MB", "png with a profile of 60 MB")
    if answer.status_code == 400:
        assert len(answer.json()["error"]) > 20


WORK = """
    import base64, io, json, resource, sys, time
    from accounts.media import pictures

    def grown(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    pictures.sizes(io.BytesIO(base64.b64decode(sys.argv[1])))  # what any picture takes
    slowest, before = 0, grown()
    for line in sys.stdin:
        content, began = base64.b64decode(line), time.monotonic()
        for turn in ("measured", "sizes"):
            try:
                if turn == "measured": pictures.measured(io.BytesIO(content), content[:4096])
                else: pictures.sizes(io.BytesIO(content))
            except (pictures.TooManyPixels, pictures.Unreadable):
                pass
        slowest = max(slowest, time.monotonic() - began)
    print(json.dumps({"slowest": slowest, "grown": grown() - before}))
"""


def test_row_44_even_a_worker_that_tries_to_draw_them_grows_by_less_than_150_mb():
    import base64

    largest_allowed = [picture((4899, 4898), "PNG", mode) for mode in ("RGB", "L")]
    lines = [base64.b64encode(content) for content in (*BOMBS.values(), *largest_allowed)]
    small = base64.b64encode(picture()).decode()
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WORK), small],
        input=b"\n".join(lines),
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    result = json.loads(run.stdout)
    assert result["grown"] < 150, result
    assert result["slowest"] < 10, result
