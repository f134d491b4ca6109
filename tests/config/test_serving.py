"""How sockets are served: one way, and the unit of production has it too."""

import re
from pathlib import Path

from config import serving

UNIT = Path(__file__).resolve().parents[2] / "deploy/systemd/tertulia-live.service"


def test_the_unit_of_production_serves_as_everywhere():
    started = re.search(r"^ExecStart=\S+ (.*)$", UNIT.read_text(), re.M)[1]
    assert started.split() == serving.asgi("127.0.0.1", 8002)[1:]
