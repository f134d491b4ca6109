"""A small load generator: kept-alive connections that ask for one address as fast as it is answered."""

import socket
import statistics
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Round:
    rate: float  # answers a second
    median: float  # milliseconds
    p95: float


def ask(port: int, path: str, cookie: str, seconds: float, connections: int = 4) -> Round:
    """Asks for that long over so many connections. Raises RuntimeError at the first answer that is not a 200."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nAccept-Encoding: identity\r\n\r\n"
    ).encode()
    times: list[float] = []
    faults: list[str] = []
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=run, args=(port, request, until, times, faults)) for _ in range(connections)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"{path}: {faults[0]}")
    spent = time.perf_counter() - started
    ordered = sorted(times)
    return Round(
        len(times) / spent, statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95)] * 1000
    )


def run(port: int, request: bytes, until: float, times: list[float], faults: list[str]) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        while time.perf_counter() < until:
            began = time.perf_counter()
            line.sendall(request)
            head = read_answer(line)
            times.append(time.perf_counter() - began)
            if not head.startswith(b"HTTP/1.1 200"):
                faults.append(head.split(b"\r\n")[0].decode())
                return


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
