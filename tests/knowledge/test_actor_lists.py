"""The lists of actors: sizes that we state, sound rows, the user's own list."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import InputError, KnowledgeError
from dateline.reading.actors import lexicon as lx
from dateline.reading.actors.nouns import SECTORS, nouns


def test_sizes() -> None:
    groups, media, states = list(lx.groups()), list(lx.media()), list(lx.states())
    assert len(groups) + len(states) + len(media) >= 1500
    assert len(media) >= 400
    assert sum(e.kind == "armed_group" for e, _ in groups) >= 400
    assert all(e.languages for e, _ in media)


def test_rows_are_sound() -> None:
    for entry, names in [*lx.groups(), *lx.media(), *lx.states()]:
        assert entry.name == entry.name.strip()
        assert entry.sector is None or entry.sector in SECTORS
        assert entry.country is None or (len(entry.country) == 3 and entry.country.isupper())
        first, last = entry.years
        assert first is None or 1700 <= first <= 2026
        assert first is None or last is None or first <= last
        assert all(text.strip() for _, text in names)


@pytest.mark.parametrize("name", ["ISIS", "Daesh", "al-Qaida", "Sendero Luminoso", "LTTE", "M23", "AFP", "SOHR", "KNU"])
def test_known(name: str) -> None:
    assert lx.lexicon().lookup(name)


def test_spellings_do_not_matter() -> None:
    known = lx.lexicon()
    assert known.lookup("al Shabaab") == known.lookup("Al-Shabaab")
    assert known.lookup("Médecins sans Frontières")[0].entry.name == "Doctors Without Borders"


def test_nouns_are_inflected() -> None:
    heads = nouns().heads
    assert heads["militiamen"].number == "many"
    assert heads["gunman"].kind == "person"
    assert heads["gunmen"].sector == "UAF"
    assert heads["children"].sector == "CVL" if "children" in heads else True


def test_own_list_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,aliases,kind,sector,country\nHarbor Guard,ISIS|HG,force,PRM,MLT\n", encoding="utf-8")
    monkeypatch.setenv(lx.USER_LIST, str(own))
    entries = [f.entry for f in lx.lexicon().lookup("ISIS")]
    assert min(entries, key=lambda e: e.rank).name == "Harbor Guard"


@pytest.mark.parametrize(
    ("text", "said"),
    [("name,kind\n,force\n", "line 2"), ("name,kind\nX,wizards\n", "kind"), (None, "cannot be read")],
)
def test_bad_own_list_says_where(tmp_path: Path, text: str | None, said: str) -> None:
    own = tmp_path / "own.csv"
    if text is not None:
        own.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        list(lx.user_entries(str(own)))


def test_bad_row_names_file_and_line() -> None:
    row = {"name": "X", "kind": "wizards", "country": "", "from": "", "to": "", "sector": ""}
    with pytest.raises(KnowledgeError, match=r"actors_groups\.tsv:7"):
        lx._entry("actors_groups.tsv", 7, row)
