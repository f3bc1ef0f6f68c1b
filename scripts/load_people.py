"""Made-up people at a workbench, for `load.py`: each has a browser of their own, a role, and takes time to think.

A page is asked for as a browser does: its HTML, then the style sheets and scripts that it names (again with each page,
by their ETag, but for those that are said never to change), then the fragments that its scripts fetch. A coder opens
the next report that nobody has decided on in their own country, says who is there, looks at each claim and what other
reports say beside it, and decides. A reviewer signs off what others decided. Everybody looks at the views, mostly with
a filter.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import httpx

PASSWORD = "a sentence for the people of the load test"
COUNTRIES = ("YEM", "SYR", "UKR", "SDN", "COL", "NGA", "MMR", "COD", "IRQ", "MLI")
THINK_PAGE, THINK_CLAIM = (5.0, 15.0), (4.0, 12.0)  # seconds, even chances between
ROLES = ("coder",) * 6 + ("reviewer",) * 2 + ("reader",) * 2  # of ten people
TURNS = {"coder": (("review", 7), ("look", 3)), "reviewer": (("sign", 4), ("review", 3), ("look", 3)),
         "reader": (("look", 1),), "admin": (("look", 1),)}  # fmt: skip
# What is looked at, and how often. {country} and so on are filled in anew each time.
VIEWS: tuple[tuple[int, str, str], ...] = (
    (10, "incidents, latest", "/incidents"),
    (12, "incidents of a country and year", "/incidents?country={country}&since={year}-01-01&until={year}-12-31"),
    (3, "incidents, most killed", "/incidents?order=killed"),
    (5, "incidents, words", "/incidents?q={word}"),
    (4, "incidents of an actor", "/incidents?actor={actor}"),
    (2, "incidents by a source", "/incidents?source={source}"),
    (3, "incidents, a later page", "/incidents?page={page}"),
    (16, "one incident", "/incidents/{incident}"),
    (4, "map, the world", "/map"),
    (6, "map, a country and year", "/map?country={country}&since={year}-01-01&until={year}-12-31"),
    (4, "timeline", "/timeline"),
    (4, "timeline of a country and year", "/timeline?country={country}&since={year}-01-01&until={year}-12-31"),
    (2, "charts", "/charts?country={country}"),
    (1, "charts by kind of source", "/charts?split=source_kind&country={country}&since={year}-01-01"),
    (3, "agreements", "/agreements"),
    (3, "one agreement", "/agreements/{agreement}"),
    (2, "sources", "/sources"),
    (1, "one source", "/sources/{source}"),
    (2, "actors", "/actors"),
    (1, "one actor", "/actors/{actor}"),
    (2, "running totals", "/tolls"),
    (5, "reports", "/reports?country={country}"),
    (6, "search", "/search?q={word}"),
    (4, "queue", "/queue?country={country}&harm=killed"),
    (2, "audit log", "/audit"),
    (1, "export", "/export?country={country}"),
    (1, "me", "/me"),
)
WORDS = ("hospital shelled", "ambushed soldiers", "raided civilians", "truce", "district governor", "Kharkiv", "bombed")
ACTORS = ("insurgents", "Syrian army", "Lake Brigade", "Ukrainian forces", "Mountain Column", "military council")
SOURCES = ("hospital official", "army spokesman", "district governor", "witnesses", "rights monitor", "police chief")
_MAY_BE_REFUSED = (("sign", 422), ("undo", 422))  # one's own decision, or one that was taken back
_FILES = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
_CLAIM = re.compile(r'data-claim="([^"]+)"[^>]* data-seen="(\d+)" data-stand="(\w+)"')
_ROW = re.compile(r'href="(/reports/[^"?#]+)[^"#]*#([^"]+)"')
_CSRF = re.compile(r'name="csrf" content="([0-9a-f]+)"')


@dataclass(frozen=True, slots=True)
class Decided:
    """What the server said is done: `mark` stands in the comment of that judgement and of no other."""

    mark: str
    n: int
    target: str
    action: str
    who: str


@dataclass
class Seen:
    """What all of the people saw."""

    times: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    decided: list[Decided] = field(default_factory=list)
    undone: list[Decided] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)

    def of(self, kind: str) -> list[float]:
        """Seconds of every answer of a kind, in order."""
        return sorted(t for (k, _), times in self.times.items() if k == kind for t in times)


@dataclass(frozen=True, slots=True)
class World:
    """What there is to look at."""

    incidents: tuple[str, ...]
    agreements: tuple[str, ...]

    def filled(self, address: str, chance: random.Random, country: str) -> str:
        """An address with its places filled in."""
        some = {
            "country": country if chance.random() < 0.7 else chance.choice(COUNTRIES),
            "year": str(chance.randrange(2011, 2024)), "word": quote(chance.choice(WORDS)),
            "actor": quote(chance.choice(ACTORS)), "source": quote(chance.choice(SOURCES)),
            "page": str(chance.randrange(2, 40)), "incident": quote(chance.choice(self.incidents)),
            "agreement": chance.choice(self.agreements),
        }  # fmt: skip
        return address.format(**some)


class Person:
    """One person and their browser.

    Args:
        number: names the person; the role and the country follow from it.
        base: address of the workbench.
        seen: where what they see is noted.
        world: what there is to look at.
        haste: divides the time that is taken to think.
    """

    def __init__(self, number: int, base: str, seen: Seen, world: World, haste: float = 1.0) -> None:
        self.name, self.role = name_of(number), role_of(number)
        self._chance, self._seen, self._world, self._haste = random.Random(number), seen, world, haste
        self._country = COUNTRIES[number % len(COUNTRIES)]
        self._harm = ("killed", "wounded")[number // len(COUNTRIES) % 2]
        self._files: dict[str, str] = {}
        self._kept: set[str] = set()
        self._csrf, self._said, self._after = "", 0, ""
        self._web = httpx.AsyncClient(
            base_url=base, verify=False, timeout=60, limits=httpx.Limits(max_connections=6), trust_env=False
        )

    async def work(self, until: float) -> None:
        """Log in, and work until that time (`time.monotonic`)."""
        async with self._web:
            await asyncio.sleep(self._chance.uniform(0, min(10.0, THINK_PAGE[1] / self._haste)))
            await self._log_in()
            while self._csrf and time.monotonic() < until:
                names, weights = zip(*TURNS[self.role], strict=True)
                turn = self._chance.choices(names, weights)[0]
                await {"review": self._review, "sign": self._sign, "look": self._look}[turn](until)

    async def _log_in(self) -> None:
        page = await self._ask("log-in", "form", "GET", "/login")
        token = _CSRF.search(page.text) if page else None
        if token is None:
            return
        fields = {"csrf": token[1], "name": self.name, "password": PASSWORD, "next": "/reports"}
        done = await self._ask("log-in", "log in", "POST", "/login", data=fields)
        if done is None or done.headers.get("location") != "/reports":
            self._seen.errors[f"log in: {done.status_code if done else 'no answer'}"] += 1
            return
        await self._open("reports", "/reports")

    async def _look(self, until: float) -> None:  # noqa: ARG002 (as the other turns)
        weights = [w for w, _, _ in VIEWS]
        _, name, address = self._chance.choices(VIEWS, weights)[0]
        await self._open(name, self._world.filled(address, self._chance, self._country))
        await self._think(THINK_PAGE)

    async def _review(self, until: float) -> None:
        """The next report that nobody has decided on, claim by claim."""
        mine = f"country={self._country}&harm={self._harm}"
        after = f"&after={quote(self._after)}" if self._after else ""
        jump = await self._ask("page", "next in the queue", "GET", f"/queue/next?{mine}{after}")
        if jump is None or jump.status_code != 303:
            return
        where = urlsplit(jump.headers["location"])
        report = unquote(where.path.removeprefix("/reports/"))
        self._after = f"{report}#{where.fragment}"
        page = await self._open("report", f"{where.path}?{where.query}")
        await self._arrived(report)
        for claim, seen, stand in _CLAIM.findall(page):
            if time.monotonic() > until:
                return
            if stand == "machine":
                await self._claim(report, claim)
                await self._think(THINK_CLAIM)
                await self._decide(report, claim, int(seen))

    async def _arrived(self, report: str) -> None:
        await asyncio.gather(
            self._post("part", "presence", "/presence", report=report),
            self._ask("part", "sensitive", "GET", f"/sensitive?report={report}", headers={"HX-Request": "true"}),
        )

    async def _claim(self, report: str, claim: str) -> None:
        part = {"HX-Request": "true"}
        await self._ask("part", "claim", "GET", f"/reports/{report}/claims/{claim}", headers=part)
        await self._ask("part", "beside", "GET", f"/reports/{report}/claims/{claim}/beside", headers=part)

    async def _decide(self, report: str, claim: str, seen: int) -> None:
        action = self._chance.choices(("accept", "reject", "unsure", "comment"), (75, 12, 8, 5))[0]
        done = await self._said_so(f"{report}#{claim}", action, "/decide", {"seen": seen, "action": action})
        if done is not None and self._chance.random() < 0.03:
            answer = await self._post("decision", "undo", "/undo")
            if answer is not None and answer.status_code == 200:
                self._seen.undone.append(done)

    async def _said_so(
        self, target: str, action: str, address: str, fields: Mapping[str, Any] = MappingProxyType({})
    ) -> Decided | None:
        """Decide, with a mark by which the judgement is found again."""
        self._said += 1
        mark = f"load {self.name} {self._said}"
        answer = await self._post("decision", action, address, target=target, comment=mark, **fields)
        if answer is None:
            self._seen.unsure.add(mark)  # it may be done or not, but not half, and not twice
        elif answer.status_code == 200:
            n = next((j["n"] for j in answer.json()["history"] if j["comment"] == mark), 0)
            self._seen.decided.append(done := Decided(mark, n, target, action, self.name))
            return done
        else:
            self._seen.refused.add(mark)
        return None

    async def _sign(self, until: float) -> None:
        """Sign off some of what others decided."""
        page = await self._open("queue, unsigned", f"/queue?status=unsigned&country={self._country}")
        rows = _ROW.findall(page)
        for path, claim in self._chance.sample(rows, min(3, len(rows))):
            report = unquote(path.removeprefix("/reports/"))
            await self._open("report", path)
            await self._arrived(report)
            await self._claim(report, claim)
            await self._think(THINK_CLAIM)
            if time.monotonic() > until:
                return
            await self._said_so(f"{report}#{claim}", "sign", "/sign")
        if not rows:
            await self._think(THINK_PAGE)

    async def _open(self, name: str, address: str) -> str:
        """A page with its style sheets and scripts; its HTML."""
        page = await self._ask("page", name, "GET", address)
        if page is None:
            return ""
        token = _CSRF.search(page.text)
        self._csrf = token[1] if token else self._csrf
        await asyncio.gather(*(self._file(f) for f in dict.fromkeys(_FILES.findall(page.text))))
        return page.text

    async def _file(self, path: str) -> None:
        if path in self._kept:
            return
        known = {"If-None-Match": self._files[path]} if path in self._files else {}
        answer = await self._ask("file", "static", "GET", path, headers=known)
        if answer is not None:
            self._files[path] = answer.headers.get("etag", "")
            if "immutable" in answer.headers.get("cache-control", ""):
                self._kept.add(path)

    async def _post(self, kind: str, name: str, address: str, **fields: Any) -> httpx.Response | None:
        return await self._ask(kind, name, "POST", address, json=fields, headers={"X-CSRF-Token": self._csrf})

    async def _ask(self, kind: str, name: str, method: str, address: str, **how: Any) -> httpx.Response | None:
        """One request, timed; `None` where there was no answer, or an error. What a conflict says is an answer."""
        begun = time.perf_counter()
        try:
            answer = await self._web.request(method, address, **how)
        except httpx.HTTPError as error:
            self._seen.errors[f"{name}: {type(error).__name__}"] += 1
            return None
        self._seen.times[kind, name].append(time.perf_counter() - begun)
        if answer.status_code not in (200, 303, 304, 409) and (name, answer.status_code) not in _MAY_BE_REFUSED:
            self._seen.errors[f"{name}: {answer.status_code} {address}"] += 1
            return None
        return answer

    async def _think(self, between: tuple[float, float]) -> None:
        await asyncio.sleep(self._chance.uniform(*between) / self._haste)


def name_of(number: int) -> str:
    """The name of a person; the first is the admin."""
    return f"Person {number:03}"


def role_of(number: int) -> str:
    """The role of a person."""
    return "admin" if number == 0 else ROLES[number % len(ROLES)]
