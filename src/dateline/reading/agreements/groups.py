"""Mentions and terms gathered into agreements: which sentence speaks of which agreement, and lays down what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dateline.reading.actors.index import actor_index
from dateline.reading.agreements.implied import implied
from dateline.reading.agreements.lexicon import Lexicon
from dateline.reading.agreements.lists import ITEM, Opener, item_terms, opener_of
from dateline.reading.agreements.mentions import Mention, mentions
from dateline.reading.agreements.roles import Roles
from dateline.reading.agreements.terms import Duties
from dateline.reading.clauses import clause_head
from dateline.reading.layers import Layers, Sentence
from dateline.reading.syntax import syntax_of
from dateline.record import AgreementKind, Term
from dateline.text import Span

_FAMILY: dict[AgreementKind, str] = {"truce": "ceasefire"}
_NEAR = 3  # sentences
_INNER: tuple[AgreementKind, ...] = (
    "amnesty",
    "prisoner_exchange",
    "withdrawal",
    "corridor",
)  # may be duties of others
_OBJECTS = ("dobj", "conj", "nsubjpass", "attr")
_OWED = frozenset({"to", "must", "shall", "will", "would", "should", "may"})
_MADE = ("declared", "signed", "in_force")


@dataclass(slots=True)
class Group:
    """Mentions and terms of what looks like one agreement, while the report is read."""

    kind: AgreementKind
    mentions: list[Mention]
    own_time: str | None
    own_place: str | None
    terms: list[Term] = field(default_factory=list)

    @property
    def strong(self) -> bool:
        """Whether it is more than a passing word."""
        told = any(t.duty != "other" for t in self.terms)
        return told or any(not m.weak for m in self.mentions) or (len(self.parties) > 1 and not self.terms)

    @property
    def parties(self) -> tuple[str, ...]:
        """Actor ids, in text order."""
        return tuple(dict.fromkeys(p for m in self.mentions for p in m.parties))

    @property
    def made(self) -> bool:
        """Whether some mention says that it was agreed."""
        return any(m.status in _MADE and not m.asked for m in self.mentions)


class Gatherer:
    """Walks the sentences, opening a group at each new agreement and giving it the terms that follow."""

    def __init__(self, layers: Layers, lex: Lexicon) -> None:
        self._layers, self._lex, self._index = layers, lex, actor_index(layers)
        self._roles = Roles.of(layers, lex, self._index)
        self.duties = Duties(self._roles)
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions(layers, lex, self._index):
            self._by_sentence.setdefault(mention.sentence.index, []).append(mention)
        self._groups: list[Group] = []

    def groups(self) -> Iterator[Group]:
        """Groups that hold more than a passing word, in text order."""
        current: Group | None = None
        last: Sentence | None = None
        laid = listing = False
        opener: Opener | None = None
        before: list[Sentence] = []  # of this paragraph, while no agreement is named
        for sentence in self._layers.content():
            lays = self._lays_down(sentence)
            here = [self._place(m) for m in self._named(sentence, lays)]
            here.sort(key=lambda g: all(m.weak for m in g.mentions))
            same = last is not None and last.paragraph == sentence.paragraph
            item = listing and (same or self._is_item(sentence))
            if here:
                current = here[0]
            elif not same and not item and not lays:
                current = None
            elif current is None and lays and self._groups:
                current = self._groups[-1]
            laid = lays or item
            opens = lays and self._opens_list(sentence)
            listing = item or opens
            before = before if same else []
            last = sentence
            if current is None:
                before.append(sentence)
                continue
            if before and here and self._definite(sentence):
                current.terms += [t for s in before[-2:] for t in self.duties.terms(s, "pledge")]
            before = []
            if opener and item and not same:
                current.terms += item_terms(sentence, opener, self.duties)
                continue
            opener = opener_of(sentence, self._roles) if opens else None
            for term in () if opener else self.duties.terms(sentence, "laid" if laid else "near"):
                self._owner(here, current, term).terms.append(term)
        for group in self._groups:
            group.terms = [self._of_parties(t, group) for t in group.terms]
            if made := implied(group.kind, group.mentions, group.terms, self._roles):
                group.terms = sorted([made, *group.terms], key=lambda t: t.evidence.start)
        yield from (g for g in self._groups if g.strong)

    def _named(self, sentence: Sentence, lays: bool) -> list[Mention]:
        """The agreements that a sentence names, without those that are duties of one ("under the accord, the state will
        grant an amnesty"): a term, no agreement of its own."""
        found = self._by_sentence.get(sentence.index, [])
        whole = [m for m in found if m.kind not in _INNER or m.noun.dep_ not in _OBJECTS]
        return whole if lays and (whole or self._groups) else found

    def _of_parties(self, term: Term, group: Group) -> Term:
        """ "both sides", "the warring parties" are those who agreed."""
        owed = [a for o in term.obligors if (a := self._index.get(o)) is not None]
        sides = [a.id for a in owed if a.name.split()[-1].lower() in self._lex.words["party_nouns"]]
        plain = sides and all(a.id in sides or a.id in group.parties for a in owed)
        return replace(term, obligors=group.parties) if plain and len(group.parties) > 1 else term

    def _definite(self, sentence: Sentence) -> bool:
        """Whether the sentence names its agreement as one that was told of ("the accord")."""
        nouns = [m.noun for m in self._by_sentence[sentence.index]]
        return any(c.lower_ in ("the", "this") for n in nouns for c in n.children if c.dep_ == "det")

    def _owner(self, here: list[Group], current: Group, term: Term) -> Group:
        """An amnesty's term belongs to the amnesty that its sentence names; others to the first agreement."""
        if term.duty == "grant_amnesty":
            return next((g for g in here if g.kind == "amnesty"), current)
        return current

    def _place(self, mention: Mention) -> Group:
        """The group that a mention belongs to, opened where there is none."""
        verbal = mention.noun.pos_ == "VERB"  # "agreed to exchange": no phrase of its own
        first, final = (mention.noun,) * 2 if verbal else (mention.noun.left_edge, mention.noun.right_edge)
        start, end = first.idx, final.idx + len(final)
        own_time = next((t for s, t in self._roles.times.touching(start, end) if not self._owed(s)), None)
        theirs = [m for a in (*mention.parties, *mention.mediators) if (of := self._index.get(a)) for m in of.mentions]
        found = self._roles.places.touching(start, end)
        own_place = next((p for s, p in found if not any(m.overlaps(s) for m in theirs)), None)
        family = _FAMILY.get(mention.kind, mention.kind)
        for group in reversed(self._groups):
            same = _FAMILY.get(group.kind, group.kind) == family and not mention.weak
            alike = same or _refers_back(mention, group)
            effect = alike and not same and _appended(mention)
            if alike and (effect or _agree(group.own_time, own_time)) and _agree(group.own_place, own_place):
                group.mentions.append(mention)
                return group
        self._groups.append(Group(mention.kind, [mention], own_time, own_place))
        return self._groups[-1]

    def _owed(self, span: Span) -> bool:
        """Whether a time is that of a duty ("a truce under which rebels were to leave by Friday"): not the paper's."""
        phrase = self._layers.head(span.start, span.end)
        due = phrase.dep_ == "pobj" and phrase.head.lower_ in self._lex.words["due"]
        owed = any(c.dep_ == "aux" and c.lower_ in _OWED for c in clause_head(phrase).children)
        return due or owed or self.of_end(span)

    def of_end(self, span: Span) -> bool:
        """Whether a time is that of the end of a paper ("a truce that ends on Friday")."""
        head = clause_head(self._layers.head(span.start, span.end))
        return head.dep_ == "relcl" and self._lex.status_of(head.lemma_.lower()) == "ended"

    def _is_item(self, sentence: Sentence) -> bool:
        zone = self._layers.zones[sentence.paragraph]
        line = self._layers.text.rfind("\n", 0, zone.start) + 1
        return ITEM.match(self._layers.text, line) is not None

    def _opens_list(self, sentence: Sentence) -> bool:
        return self._layers.text[sentence.end - 1 : sentence.end + 2].rstrip().endswith(":")

    def _lays_down(self, sentence: Sentence) -> bool:
        """Whether the sentence tells what an agreement asks for ("under the plan", "the deal requires", "the text
        says", "under its terms")."""
        words = self._lex.words
        nouns = {m.noun.i for m in self._by_sentence.get(sentence.index, [])}
        if not nouns and not self._groups:
            return False
        doc, lemmas = self._layers.doc, syntax_of(self._layers.doc).parsed[sentence.first : sentence.last]
        for i, lemma in enumerate(map(str.lower, lemmas), sentence.first):
            named = i in nouns or (bool(self._groups) and lemma in words["papers"])
            terms = lemma in words["term_nouns"]
            if not named and not terms:
                continue
            token = doc[i]
            head = token.head
            if token.dep_ == "pobj":
                if head.lower_ in ("under", "per") or (head.lower_ == "to" and head.head.lower_ == "according"):
                    return True
                if head.head.lemma_.lower() in words["term_nouns"] and named:
                    return True
            if named and token.dep_ in ("nsubj", "nsubjpass") and head.lemma_.lower() in words["content_verbs"]:
                return True
        return False


def _refers_back(mention: Mention, group: Group) -> bool:
    """ "the deal", "the agreement": a plain noun with a definite article stands for what was just named."""
    definite = any(c.lower_ in ("the", "this", "that") for c in mention.noun.children if c.dep_ == "det")
    near = mention.sentence.index - group.mentions[-1].sentence.index <= _NEAR
    told_apart = any(c.dep_ == "relcl" for c in mention.noun.children) and not _appended(mention)
    return mention.weak and definite and near and not told_apart


def _appended(mention: Mention) -> bool:
    """ "the deal, which took effect at midnight": a clause that tells more of it and does not tell it from others."""
    return any(c.dep_ == "relcl" and mention.noun.doc[c.left_edge.i - 1].text == "," for c in mention.noun.children)


def _agree(one: str | None, other: str | None) -> bool:
    """Whether two ids of times or places can be the same; an unknown one can be any, but a place or time that only the
    later mention has opens a new agreement where it is a mention of its own."""
    return one == other or other is None
