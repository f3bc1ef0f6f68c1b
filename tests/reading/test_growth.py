"""A report twice as long costs about twice as much: nothing looks through the whole report for each of its parts."""

from __future__ import annotations

import gc
import time

from dateline.reading.layers import Layers
from dateline.reading.parser import load_model, shadow
from dateline.reading.pipeline import default_stages
from dateline.record import Report

TRUCE = (
    "Rebels and the army of Chad signed a truce in Abéché on 2 May 2019. Under the truce the rebels must release "
    "all prisoners and the army must withdraw from Ati.\n\n"
)
PARAGRAPH = (
    "On {day} June 2019 gunmen killed {n} herders near Ati, and {n} others "
    "were wounded, a doctor said. Both attacks were blamed on the rebels, who released {n} prisoners. The army "
    "withdrew from Ati, and Colonel Idriss Ngar{n} said that its soldiers had shot two fighters.\n\n"
)
FEW = 40  # paragraphs
WORSE = 3.2  # times; twice the text costs about twice, and a step that looks through all of it each time four times


def costs(paragraphs: int) -> dict[str, float]:
    """Processor time of each stage in seconds, the least of three."""
    text = TRUCE + "".join(PARAGRAPH.format(day=n % 28 + 1, n=n + 2) for n in range(paragraphs))
    doc = load_model()(shadow(text))
    found: dict[str, float] = {}
    for _ in range(3):
        layers = Layers(Report.of(text), doc)
        for stage in default_stages():
            gc.collect()
            begun = time.process_time()
            layers = stage(layers)
            found[stage.name] = min(found.get(stage.name, 1e9), time.process_time() - begun)
    return found


def test_every_stage_costs_about_twice_as_much_for_twice_the_text() -> None:
    once, twice = costs(FEW), costs(2 * FEW)
    slow = {name: f"{twice[name] / t:.1f} times" for name, t in once.items() if t > 0.005 and twice[name] > WORSE * t}
    assert not slow


def test_marking_where_sentences_start_costs_about_twice_as_much_for_twice_the_paragraphs() -> None:
    took = []
    for paragraphs in (800, 1600):
        doc = load_model().make_doc("ATI, Chad (Kanem Wire) — Four died.\n\n" * paragraphs)
        begun = time.process_time()
        starts = load_model().get_pipe("dateline_paragraphs")(doc)
        took.append(time.process_time() - begun)
        assert [t.text for t in starts if t.is_sent_start] == ["ATI", "Four"] * paragraphs
    assert took[1] < WORSE * took[0]
