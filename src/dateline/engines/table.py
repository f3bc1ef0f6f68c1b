"""The table of engines. Others add theirs by an entry point in the group `dateline.engines`."""

from __future__ import annotations

from importlib.metadata import entry_points

from dateline.engines import local, processes, rayed
from dateline.engines.engine import Engine
from dateline.errors import SetupError, UsageError

GROUP = "dateline.engines"
ENGINES: dict[str, Engine] = {e.name: e for e in (local.ENGINE, processes.ENGINE, rayed.ENGINE)}


def engines() -> tuple[str, ...]:
    """Names of our own engines and those of installed packages."""
    return tuple(dict.fromkeys([*ENGINES, *(p.name for p in entry_points(group=GROUP))]))


def engine(name: str) -> Engine:
    """The engine called `name`.

    Raises:
        UsageError: there is none of that name.
        SetupError: an installed engine does not load.
    """
    if name in ENGINES:
        return ENGINES[name]
    for point in entry_points(group=GROUP, name=name):
        try:
            loaded = point.load()
        except (ImportError, AttributeError) as error:
            raise SetupError(f"engine {name!r} ({point.value}) does not load: {error}") from error
        if isinstance(loaded, Engine):
            return loaded
        raise SetupError(f"engine {name!r} ({point.value}) is no dateline.engines.Engine")
    raise UsageError(f"no engine {name!r}; choose one of {', '.join(engines())}")
