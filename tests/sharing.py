"""How the workers share the tests: all journeys go to one, since each more would open a house of its own; the rest goes
by file, and the long tables row by row."""

ROW_BY_ROW = ("matrix/test_matrix.py", "fuzz/")


def scope_of(nodeid: str) -> str:
    """What goes to one worker as a whole."""
    file = nodeid.partition("::")[0].removeprefix("tests/")
    if file.startswith("journeys/"):
        return "journeys"
    return nodeid if file.startswith(ROW_BY_ROW) else file


def scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class Sharing(LoadScopeScheduling):
        """The journeys begin: they take longest."""

        def _split_scope(self, nodeid: str) -> str:
            return scope_of(nodeid)

        def _assign_work_unit(self, node) -> None:
            if "journeys" in self.workqueue:
                self.workqueue.move_to_end("journeys", last=False)
            super()._assign_work_unit(node)

    return Sharing(config, log)
