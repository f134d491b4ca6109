"""A small load generator: kept-alive connections that ask for pages as fast as they are answered."""

import socket
import statistics
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bench.data import Page


@dataclass(frozen=True)
class Round:
    rate: float  # answers a second
    median: float  # milliseconds
    p95: float
    p99: float


class Shared:
    """An iterator that several threads draw from."""

    def __init__(self, pages: Iterable[Page]):
        self.pages, self.lock = iter(pages), threading.Lock()

    def __iter__(self) -> Iterator[Page]:
        return self

    def __next__(self) -> Page:
        with self.lock:
            return next(self.pages)


def ask(port: int, pages: Iterable[Page], seconds: float, connections: int = 4) -> Round:
    """Asks for the pages in turn, for that long over so many connections. Raises RuntimeError at the first answer
    that is neither a 200 nor, to what was written, a 302."""
    times: list[float] = []
    faults: list[str] = []
    shared, until = Shared(pages), time.perf_counter() + seconds
    threads = [
        threading.Thread(target=run, args=(port, shared, until, times, faults)) for _ in range(connections)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(faults[0])
    spent, ordered = time.perf_counter() - started, sorted(times)
    return Round(
        len(times) / spent,
        statistics.median(ordered) * 1000,
        ordered[int(len(ordered) * 0.95)] * 1000,
        ordered[int(len(ordered) * 0.99)] * 1000,
    )


def run(port: int, pages: Iterator[Page], until: float, times: list[float], faults: list[str]) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        for page in pages:
            if time.perf_counter() >= until:
                return
            began = time.perf_counter()
            line.sendall(request(port, page))
            head = read_answer(line)
            times.append(time.perf_counter() - began)
            if not head.startswith(b"HTTP/1.1 302" if page.body else b"HTTP/1.1 200"):
                said, _, _ = head.partition(b"\r\n")
                faults.append(f"{page.path}: {said.decode()}")
                return


def request(port: int, page: Page) -> bytes:
    head = f"Host: 127.0.0.1:{port}\r\nCookie: {page.cookie}\r\nAccept-Encoding: identity\r\n"
    if not page.body:
        return f"GET {page.path} HTTP/1.1\r\n{head}\r\n".encode()
    head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(page.body)}\r\n"
    return f"POST {page.path} HTTP/1.1\r\n{head}\r\n{page.body}".encode()


def read_answer(line: socket.socket) -> bytes:
    """The head of an answer, its body read to the end."""
    data = line.recv(65536)
    while b"\r\n\r\n" not in data:
        data += line.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        int(row.split(b":")[1]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length")
    )
    left = length - len(body)
    while left > 0:
        left -= len(line.recv(min(left, 262144)))
    return head
