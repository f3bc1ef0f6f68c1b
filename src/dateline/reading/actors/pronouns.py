"""Pronouns whose antecedent is clear: who speaks, one compatible actor near by, or one that is the subject."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.reading.actors.cluster import Cluster
from dateline.reading.actors.clusters import Clusters
from dateline.reading.actors.mention import View
from dateline.reading.actors.nouns import nouns
from dateline.reading.layers import Layers, Sentence
from dateline.reading.syntax import syntax_of

if TYPE_CHECKING:
    from spacy.tokens import Token

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "themselves"})
IT = frozenset({"it", "its", "itself"})
_ALL = HE | SHE | THEY | IT
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_BODIES = frozenset({"state", "force", "armed_group", "organization", "media"})
_WEAK = frozenset({"be", "have", "do", "make", "take", "seem", "appear", "become", "see", "look", "happen"})
_HAPPENS = frozenset({
    "be", "seem", "appear", "become", "happen", "occur", "explode", "detonate", "collapse", "burn", "crash", "sink",
    "fall", "rain", "erupt", "last", "hit", "land", "matter", "depend", "cost", "take",
})  # fmt: skip
SCARE = 2  # words that a writer sets in quotation marks to keep away from them
_NEAR = 60  # candidates of one sentence that are weighed, so that endless sentences take linear time

Place = tuple[int, Cluster]  # token index of a mention's head, and whose it is
Unit = tuple[int, tuple[Cluster, ...]]  # the same for one actor, or for several joined by "and"


def bind_pronouns(view: View, layers: Layers, clusters: Clusters) -> None:
    """Adds each clear pronoun to the cluster, or to all the clusters, that it stands for."""
    at = sorted((m.head, i) for i, c in enumerate(clusters.all) for m in c.mentions)
    places = [(head, clusters.all[i]) for head, i in at]
    quotes = _quotes(view, layers)
    past: list[list[Place]] = [[], []]  # the last sentence that names somebody, and the one before it
    i = 0
    for sentence in layers.content():
        here: list[Place] = []
        while i < len(places) and places[i][0] < sentence.last:
            if places[i][0] >= sentence.first:
                here.append(places[i])
            i += 1
        _sentence(view, sentence, here, past, quotes)
        if here:
            past = [here, past[0]]


def _sentence(
    view: View, sentence: Sentence, here: list[Place], past: list[list[Place]], quotes: dict[int, int]
) -> None:
    for at in range(sentence.first, sentence.last):
        word = view.low[at]
        if word not in _ALL:
            continue
        token = view.doc[at]
        if token.pos_ not in ("PRON", "DET"):
            continue
        same = quotes.get(at)
        near = [(h, c) for h, c in here if h < at and quotes.get(h) == same][-_NEAR:]
        before, earlier = ([(h, c) for h, c in p[-_NEAR:] if quotes.get(h) == same] for p in past)
        for cluster in _antecedents(view, token, near, before, earlier):
            cluster.pronouns.append(at)
            insort(here, (at, cluster), key=lambda p: p[0])


def _antecedents(
    view: View, token: Token, near: list[Place], before: list[Place], earlier: list[Place]
) -> tuple[Cluster, ...]:
    word = view.low[token.i]
    if (speaker := _speaker(token, near, word)) is not None:
        return (speaker,)
    if word in IT and not _means_somebody(token):
        return ()
    if word.endswith(("self", "selves")):
        return _own_subject(token, near)
    others = {id(c) for h, c in near if _clashes(view, token, h)}
    close = [p for p in near if id(p[1]) not in others]
    groups = [_units(view, p, word) for p in (close, before)]
    if word in THEY:
        groups = [_rather_many(g) for g in groups]
    both = _distinct([*groups[0], *groups[1]])
    if len(both) == 1:
        return both[0]
    if not both:
        far = _distinct(_units(view, earlier, word)) if word not in IT else []
        return far[0] if len(far) == 1 else ()
    group = groups[0] or groups[1]
    if word in SHE and (women := [u for u in group if u[1][0].female]):
        group = women  # somebody who is known to be a woman before one who may be
    if groups[0] and token.dep_ == "poss" and _contested(view, token, group):
        return ()
    return _foremost(view, group)


def _own_subject(token: Token, near: list[Place]) -> tuple[Cluster, ...]:
    """Whom a reflexive stands for: the subject of its own clause."""
    verb = token.head
    for _ in range(6):
        subject = next((c for c in verb.children if c.dep_ in _SUBJECT), None)
        if subject is not None or verb.head.i == verb.i:
            return tuple(c for h, c in near if subject is not None and h == subject.i)[:1]
        verb = verb.head
    return ()


def _foremost(view: View, group: list[Unit]) -> tuple[Cluster, ...]:
    """The subject of the main clause, the one subject, or the only one."""
    subjects = [u for u in group if view.doc[u[0]].dep_ in _SUBJECT]
    main = [u for u in subjects if view.doc[u[0]].head.dep_ == "ROOT"]
    for choice in (_distinct(subjects), _distinct(main), _distinct(group)):
        if len(choice) == 1:
            return choice[0]
    return ()


def _contested(view: View, token: Token, group: list[Unit]) -> bool:
    """Whether somebody stands between the subject and "their" who may be meant as well."""
    last_subject = max((h for h, _ in group if view.doc[h].dep_ in _SUBJECT), default=-1)
    if last_subject < 0:
        return False
    verb = view.doc[last_subject].head.i
    owners = {id(c) for h, cs in group if h == last_subject for c in cs}
    return any(h > verb and not owners & {id(c) for c in cs} for h, cs in group if h < token.i)


def _units(view: View, places: list[Place], word: str) -> list[Unit]:
    """The candidates that the pronoun fits; for "they" also those who are joined ("Adeyemi and Bello")."""
    if word not in THEY:
        return [(h, (c,)) for h, c in places if _compatible(c, word)]
    joined: dict[int, list[Place]] = {}
    for h, c in places:
        joined.setdefault(_first_joined(view.doc[h]), []).append((h, c))
    found: list[Unit] = []
    for members in joined.values():
        clusters = _each(c for _, c in members)
        if len(clusters) > 1 or _compatible(clusters[0], word):
            found.append((members[0][0], clusters))
    return found


def _rather_many(units: list[Unit]) -> list[Unit]:
    """For "they", those who are many before a body: "the military said its soldiers fired after they were attacked"."""
    many = [u for u in units if len(u[1]) > 1 or u[1][0].number == "many"]
    return many or units


def _first_joined(token: Token) -> int:
    for _ in range(8):
        if token.dep_ != "conj":
            break
        token = token.head
    return int(token.i)


def _speaker(token: Token, near: list[Place], word: str) -> Cluster | None:
    """Who says something of himself: the subject of the verb of speech over the pronoun's own clause."""
    verb = token.head
    if token.dep_ not in _SUBJECT or verb.pos_ not in ("VERB", "AUX"):
        return None
    if word in IT and verb.lemma_.lower() in _HAPPENS:
        return None
    while verb.dep_ == "conj" and verb.head.i < verb.i:
        verb = verb.head
    over = verb.head
    if verb.dep_ != "ccomp" or over.lemma_.lower() not in nouns().agentive | {"tell"} or over.i > verb.i:
        return None
    subject = next((c for c in over.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return None
    at = over.head.i if over.dep_ == "relcl" and subject.lower_ in ("who", "which", "that") else subject.i
    found = next((c for h, c in reversed(near) if h == at), None)
    fit = found is not None and _compatible(found, word)
    if fit and word in THEY and any(h != at and c is not found and c.number == "many" for h, c in near):
        return None  # "three rebels were held; police said they had bombs"
    return found if fit else None


def _compatible(c: Cluster, word: str) -> bool:
    if word in HE or word in SHE:
        return c.kind == "person" and c.number == "one" and c.female is not (word in HE)
    if word in THEY:
        return c.number == "many" or (c.number == "group" and c.kind in ("force", "armed_group", "population"))
    return c.number == "group" and c.kind in _BODIES


def _clashes(view: View, token: Token, head: int) -> bool:
    """An object pronoun is not the subject of its own verb."""
    if token.dep_ not in ("dobj", "dative", "pobj") or token.text.lower().endswith(("self", "selves")):
        return False
    verb = token.head if token.dep_ != "pobj" else token.head.head
    for _ in range(3):  # "called the minister to thank him": who calls thanks
        if verb.dep_ not in ("xcomp", "advcl") or any(c.dep_ in _SUBJECT for c in verb.children):
            break
        verb = verb.head
    other = view.doc[head]
    return other.dep_ in _SUBJECT and other.head.i == verb.i


def _means_somebody(token: Token) -> bool:
    """ "it" as the subject of what governments and groups do; "its" before a noun."""
    if token.dep_ == "poss":
        return True
    lemma = token.head.lemma_.lower()
    if token.dep_ == "dobj":
        return lemma in nouns().taken
    return token.dep_ == "nsubj" and lemma in nouns().agentive and lemma not in _WEAK


def _each(clusters: Iterable[Cluster]) -> tuple[Cluster, ...]:
    return tuple({id(c): c for c in clusters}.values())


def _distinct(units: list[Unit]) -> list[tuple[Cluster, ...]]:
    return list({tuple(id(c) for c in cs): cs for _, cs in units}.values())


def _spoken(inside: dict[int, int]) -> dict[int, int]:
    """Without quotation marks around a word or two ("terrorists"): they are the report's, and nobody speaks there."""
    long = {n for n, count in Counter(inside.values()).items() if count > SCARE}
    return {i: n for i, n in inside.items() if n in long}


def _quotes(view: View, layers: Layers) -> dict[int, int]:
    """Number of the direct quotation that each token inside one stands in; a quotation ends with its paragraph."""
    inside: dict[int, int] = {}
    number, open_, paragraph = 0, False, -1
    if '"' not in syntax_of(view.doc).shadow:
        return inside
    for sentence in layers.content():
        if sentence.paragraph != paragraph:
            open_, paragraph = False, sentence.paragraph
        for i in range(sentence.first, sentence.last):
            if view.low[i] == '"':
                open_ = not open_
                number += open_
            elif open_:
                inside[i] = number
    return _spoken(inside)
