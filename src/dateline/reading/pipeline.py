"""The order of reading, checked when the pipeline is built, and the reader that runs it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from dateline.errors import PipelineError
from dateline.reading.layers import Layers, Stage
from dateline.reading.parser import DEFAULT_MODEL, load_model, parse
from dateline.reading.triage import NOTHING
from dateline.record import Reading, Report

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from dateline.reading.triage import Triage

RECORDED = (
    "actors", "places", "times", "sources", "attributions", "events", "casualties", "agreements", "unplaced",
)  # fmt: skip


def default_stages() -> tuple[Stage, ...]:
    """Our own stages, in reading order."""
    from dateline.reading.actors import ActorStage
    from dateline.reading.agreements import AgreementStage
    from dateline.reading.attributions import AttributionStage
    from dateline.reading.casualties import CasualtyStage
    from dateline.reading.certainty import CertaintyStage
    from dateline.reading.events import EventStage
    from dateline.reading.head import HeadStage
    from dateline.reading.parser import ParseStage
    from dateline.reading.places import PlaceStage
    from dateline.reading.times import TimeStage

    return (
        HeadStage(), ParseStage(), TimeStage(), PlaceStage(), ActorStage(), AttributionStage(), CertaintyStage(),
        EventStage(), CasualtyStage(), AgreementStage(),
    )  # fmt: skip


def check_stages(stages: Sequence[Stage]) -> None:
    """Check that every stage finds the layers it requires.

    Raises:
        PipelineError: names the stage and the layer that nothing before it assigns.
    """
    known = {"report", "doc"}
    for stage in stages:
        missing = sorted(stage.requires - known)
        if missing:
            raise PipelineError(f"stage {stage.name!r} requires {', '.join(missing)}, which no earlier stage assigns")
        known |= stage.assigns


class Reader:
    """Reads reports: a parser, and the stages over it.

    Args:
        model: an installed spaCy English pipeline by name or path; the vendored one by default.
        stages: stages in order; dateline's own by default.
        triage: leaves out, before the parse, what can hold no claim; nothing by default.

    Raises:
        PipelineError: a stage requires what no earlier one assigns.
    """

    def __init__(
        self, model: str | None = None, stages: Sequence[Stage] | None = None, triage: Triage | None = None
    ) -> None:
        self.model = model or DEFAULT_MODEL
        self.stages = tuple(stages) if stages is not None else default_stages()
        check_stages(self.stages)
        self.triage = triage

    @property
    def nlp(self) -> Language:
        """The parser, loaded at first use.

        Raises:
            SetupError: the model is not installed.
        """
        return load_model(self.model)

    @property
    def versions(self) -> str:
        """Model and stage versions, as one string: which code makes a claim."""
        steps = (*((self.triage,) if self.triage else ()), *self.stages)
        return ";".join([self.model, *(f"{s.name}/{s.version}" for s in steps)])

    def fingerprint(self, report: Report) -> str:
        """Hash of text, head matter given from outside, stage versions and model: equal means the same reading."""
        given = [report.id, report.title, report.publisher, report.published, report.url, *report.authors]
        blob = "\x1f".join([self.versions, *(g or "" for g in given)])
        return "run:" + hashlib.blake2b(blob.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def read(self, report: Report) -> Reading:
        """Read one report."""
        return next(self.read_all([report]))

    def read_all(self, reports: Iterable[Report], batch_size: int = 32) -> Iterator[Reading]:
        """Read reports as a stream, in order; memory holds one batch."""
        todo = iter(reports)
        while batch := list(islice(todo, batch_size)):
            kept = [(self.triage.kept(r.text) if self.triage else r.text, r) for r in batch]
            parsed = parse(((t, r) for t, r in kept if t is not None), self.nlp, batch_size)
            for text, report in kept:
                if text is None:
                    yield Reading(report, unplaced=NOTHING, fingerprint=self.fingerprint(report))
                else:
                    yield self.read_doc(*next(parsed))

    def read_doc(self, doc: Doc, report: Report) -> Reading:
        """Read a report whose (shadow) text is parsed already."""
        layers = Layers(report, doc)
        for stage in self.stages:
            layers = stage(layers)
        recorded = {name: getattr(layers, name) for name in RECORDED}
        return replace(Reading(layers.report, **recorded), fingerprint=self.fingerprint(report))
