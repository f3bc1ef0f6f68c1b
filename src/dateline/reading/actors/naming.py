"""Mentions by name: persons, known actors, organizations, states, peoples."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.reading.actors.describe import nation
from dateline.reading.actors.lexicon import Entry, Form
from dateline.reading.actors.mention import Mention, View
from dateline.reading.actors.names import Named
from dateline.reading.actors.nouns import Noun, Nouns, Number
from dateline.reading.actors.phrases import edges
from dateline.reading.actors.states import acts, first_conjunct
from dateline.reading.syntax import syntax_of
from dateline.record import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_LOW = frozenset({"de", "la", "del", "van", "von", "bin", "ibn", "al", "el", "da", "dos", "y"})
_INNER = frozenset({"compound", "nmod", "amod", "npadvmod"})


def name_mentions(
    view: View, found: list[Named], names: dict[int, Named], nouns: Nouns, floors: dict[int, int]
) -> list[Mention]:
    """The mention of each proper name that stands for somebody; `floors` gives the first token of its sentence."""
    made = [(n, _mention(view, n, names, nouns, floors[n.first])) for n in found]
    sites = {view.low[n.first] for n, m in made if m is None and not n.forms and n.last - n.first == 1}
    return [m for n, m in made if m is not None and not _site_elsewhere(view, n, sites, nouns)]


def _site_elsewhere(view: View, n: Named, sites: set[str], nouns: Nouns) -> bool:
    """Whether a single unknown word that is a place elsewhere in the report does nothing here that people do."""
    token = view.doc[n.first]
    if n.forms or n.last - n.first > 1 or view.low[n.first] not in sites or _titled(view, n.first, nouns):
        return False
    return not (token.dep_ == "nsubj" and token.head.lemma_.lower() in nouns.agentive and token.head.pos_ == "VERB")


def _mention(view: View, named: Named, names: dict[int, Named], nouns: Nouns, floor: int) -> Mention | None:
    root = view.doc[syntax_of(view.doc).root(named.first, named.last)]
    if not named.forms and named.label not in ("DEFINED", "MASTHEAD") and _is_site(view, named, root, nouns):
        return None
    if not named.forms and _portfolio(view, named, nouns):
        return None
    form = named.forms[0] if named.forms else None
    if form is not None and form.entry.kind == "state":
        return _state(view, named, root, form, nouns, floor)
    if named.label == "NORP":
        return _people(view, named, root, floor)
    if form is None and (named.label == "PERSON" or _said_to_be(view, named, root, nouns)):
        return _person(view, named, root, names, nouns, floor)
    return _body(view, named, root, names, nouns, floor)


def _said_to_be(view: View, named: Named, root: Token, nouns: Nouns) -> bool:
    """Whether a name of several words stands beside a noun for one person ("the governor, X Y,")."""
    if named.last - named.first < 2 or root.dep_ != "appos" or root.head.i >= named.first:
        return False
    noun = nouns.heads.get(view.low[root.head.i])
    return noun is not None and noun.of_people and noun.number == "one"


def _portfolio(view: View, named: Named, nouns: Nouns) -> bool:
    """Whether a word that looks like a name says what for an office is: "Defence Minister X", "Secretary of State"."""
    if named.last - named.first > 1 or view.low[named.first] not in nouns.portfolios:
        return False
    after = view.low[named.last] if named.last < len(view.low) else ""
    return after in nouns.offices or view.low[max(0, named.first - 2)] in nouns.offices


def _is_site(view: View, named: Named, root: Token, nouns: Nouns) -> bool:
    """Whether a name that is not known is a place: "the road to X", "X airport", "in X"."""
    beside = root.dep_ == "appos" and root.head.i not in view.located
    if root.dep_ != "nsubj" and not beside and all(i in view.located for i in range(named.first, named.last)):
        return not _titled(view, named.first, nouns)  # "in Cúcuta, Norte de Santander"
    if view.low[named.last - 1] in nouns.sites and named.label != "PERSON":
        return True
    inside = _inside(root, named.last)
    if inside is not None:
        return view.low[inside] in nouns.sites
    for _ in range(6):
        if root.dep_ not in ("conj", "appos"):
            break
        root = root.head
    if root.dep_ == "dobj" and root.head.lemma_.lower() in nouns.taken_places:
        return named.last - named.first == 1 and not _titled(view, named.first, nouns)
    if root.dep_ != "pobj" or (named.label == "PERSON" and _titled(view, named.first, nouns)):
        return False
    prep = root.head
    if view.low[prep.i] == "of":
        return view.low[prep.head.i] in nouns.sites or view.low[prep.head.i] in nouns.not_of
    return view.low[prep.i] in nouns.locative and (named.label != "PERSON" or named.last - named.first == 1)


def _titled(view: View, first: int, nouns: Nouns) -> bool:
    before = view.low[first - 1].rstrip(".") if first > 0 else ""
    return before in nouns.titles or before in nouns.heads


def _inside(root: Token, last: int) -> int | None:
    """Head of the phrase that the name only modifies."""
    if root.dep_ in _INNER and root.head.i >= last:
        return root.head.i
    return None


def _state(view: View, named: Named, root: Token, form: Form, nouns: Nouns, floor: int) -> Mention | None:
    if not acts(view, root, form, nouns):
        return None
    entry = form.entry
    first = _with_article(view, named.first, floor)
    after = nouns.heads.get(view.low[named.last]) if named.last < len(view.low) else None
    if after is not None and after.number == "group" and view.doc[named.last].dep_ in _INNER:
        return None  # the military in "U.S. military airstrikes", not the state
    deed = _inside(first_conjunct(root), named.last)
    if deed is not None:  # "Israeli strike": the state does it
        return Mention(
            named.first, named.last, root.i, (named.first, named.last), "state", "state", entry.sector, entry.country,
            "group", entry.name, entries=tuple(f.entry for f in named.forms), definite=True, inside=deed,
        )  # fmt: skip
    if form.role in ("people", "adjective"):
        one = root.tag_ in ("NNP", "NN") and not (first < named.first and view.low[first] == "the")
        plain = form.role == "people" or not one
        kind: ActorKind = "population" if plain else "person"
        name = view.shown(named.first, named.last)
        number: Number = "many" if plain else "one"
        start = edges(view, root, floor)
        return Mention(
            min(start, named.first), named.last, root.i, (named.first, named.last), "phrase", kind, None, entry.country,
            number, name, stem=name.lower(), definite=plain, counted=not plain or view.doc[start].like_num,
            modifiers=frozenset(),
        )  # fmt: skip
    return Mention(
        first, named.last, root.i, (named.first, named.last), "state", "state", entry.sector, entry.country, "group",
        entry.name, entries=tuple(f.entry for f in named.forms), definite=True,
    )  # fmt: skip


def _with_article(view: View, first: int, floor: int) -> int:
    return first - 1 if first - 1 >= floor and view.low[first - 1] == "the" else first


def _people(view: View, named: Named, root: Token, floor: int) -> Mention | None:
    if _inside(root, named.last) is not None or root.pos_ not in ("NOUN", "PROPN"):
        return None
    first = edges(view, root, floor)
    name = view.shown(named.first, named.last)
    one = not name.lower().endswith("s") and view.low[first] in ("a", "an", "one")
    return Mention(
        min(first, named.first), named.last, root.i, (named.first, named.last), "phrase",
        "person" if one else "population", None, None, "one" if one else "many", name, stem=name.lower(),
        definite=not one, counted=one,
    )  # fmt: skip


def _person(view: View, named: Named, root: Token, names: dict[int, Named], nouns: Nouns, floor: int) -> Mention | None:
    start = named.first
    while start < named.last - 1 and view.low[start].rstrip(".") in nouns.titles:
        start += 1
    inside = _inside(root, named.last)
    first = named.first if inside is not None else min(edges(view, root, floor), named.first)
    before = [w.rstrip(".") for w in view.low[first:start]]
    told = [n for n in _nouns_in(before, nouns) if n.of_people]
    own = [n for n in told if n.sector]
    sector = own[-1].sector if own else _by_rank(before, nouns)
    if sector == "MIL" and any(nouns.modifiers.get(w) == "COP" for w in before):
        sector = "COP"  # "police spokesman Colonel X"
    roles = frozenset(n.stem for n in told) | {w for w in before if w in nouns.titles}
    female = _female(before, view.low[start], nouns)
    return Mention(
        first, named.last, root.i, (start, named.last), "name", "person", sector, nation(view, first, start, names),
        "one", _name(view, start, named.last), roles=roles, female=female, inside=inside,
    )  # fmt: skip


def _name(view: View, first: int, last: int) -> str:
    """The name as the parser sees it; words of a report in capitals that it took for common ones get theirs."""
    name = view.shown(first, last)
    if not all(view.printed(i).isupper() for i in range(first, last)):
        return name
    return " ".join(w if not w.islower() or w in _LOW else w.capitalize() for w in name.split())


def _by_rank(before: list[str], nouns: Nouns) -> str | None:
    """Sector by rank or style ("Lt. Col.", "Field Marshal"), else by what else describes the person."""
    ranked = next((nouns.ranks[w] for w in reversed(before) if w in nouns.ranks), None)
    return ranked or next((nouns.modifiers[w] for w in before if w in nouns.modifiers), None)


def _nouns_in(words: list[str], nouns: Nouns) -> list[Noun]:
    """Nouns for people and bodies in a run of words; "secretary general" is one."""
    found: list[Noun] = []
    skip = False
    for word, after in pairwise([*words, ""]):
        pair = nouns.heads.get(f"{word}-{after}")
        noun = pair or (None if skip else nouns.heads.get(word))
        skip = pair is not None
        if noun is not None:
            found.append(noun)
    return found


def _female(before: list[str], given: str, nouns: Nouns) -> bool | None:
    """Whether titles and kin terms before the name, else the given name, are a woman's."""
    if any(w in nouns.female for w in before):
        return True
    return False if any(w in nouns.male for w in before) else nouns.given.get(given)


def _body(view: View, named: Named, root: Token, names: dict[int, Named], nouns: Nouns, floor: int) -> Mention | None:
    best = min((f.entry.rank for f in named.forms), default=0)  # the user's own list wins
    entries = tuple(dict.fromkeys(f.entry for f in named.forms if f.entry.rank == best))
    inside = _inside(root, named.last)
    first = named.first if inside is not None else min(edges(view, root, floor), named.first)
    if inside is None and first == named.first:
        first = _with_article(view, first, floor)
    name = view.shown(named.first, named.last)
    kind, sector, country = _known(entries) if entries else _by_words(view, named, nouns)
    if named.label == "MASTHEAD":
        kind, sector = "media", "JRN"
    if named.label == "UNKNOWN" and sector is None:
        kind = "unknown"
    if not entries and country is None:
        country = nation(view, first, named.last, names)
    before = view.low[first : named.first]
    roles = frozenset(n.stem for w in before if (n := nouns.heads.get(w)))
    if not entries and kind == "organization" and sector is None:
        kind, sector = _by_words_before(before, nouns) or (kind, sector)
    return Mention(
        first, named.last, root.i, (named.first, named.last), "name", kind, sector, country,
        "one" if kind == "person" else "group", name, entries=entries, definite=True, roles=roles, inside=inside,
    )  # fmt: skip


def _known(entries: tuple[Entry, ...]) -> tuple[ActorKind, str | None, str | None]:
    """What all readings of the name agree on."""
    kinds, sectors, countries = ({getattr(e, f) for e in entries} for f in ("kind", "sector", "country"))
    one = entries[0]
    return (
        one.kind if len(kinds) == 1 else "unknown",
        one.sector if len(sectors) == 1 else None,
        one.country if len(countries) == 1 else None,
    )


def _by_words(view: View, named: Named, nouns: Nouns) -> tuple[ActorKind, str | None, str | None]:
    for word in reversed(view.low[named.first : named.last]):
        if word in nouns.names:
            kind, sector = nouns.names[word]
            return kind, sector, None
    return "organization", None, None


def _by_words_before(before: list[str], nouns: Nouns) -> tuple[ActorKind, str | None] | None:
    """Kind by what stands before the name: "the rebel group X", "the newspaper X"."""
    told = [s for w in before if (s := nouns.modifiers.get(w))]
    if any(w in ("group", "militia", "army", "movement", "faction", "front") for w in before):
        if armed := next((s for s in told if s in ("REB", "UAF")), None):
            return "armed_group", armed
        return None
    heads = [n for w in before if (n := nouns.heads.get(w)) and not n.of_people and n.sector]
    return (heads[-1].kind, heads[-1].sector) if heads else None
