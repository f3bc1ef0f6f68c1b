"""Sources of one report: each noun phrase that speaks, under its name, with every place where it speaks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.reading.actors.index import actor_index
from dateline.reading.attributions.cues import words
from dateline.reading.attributions.kinds import kind_of, kinds, media_name
from dateline.reading.syntax import syntax_of
from dateline.record import Actor, Source, SourceKind
from dateline.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.reading.layers import Layers

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PERSONS = frozenset(
    {"official", "military", "armed_group", "medical", "police", "witness", "victim", "unnamed", "unknown"}
)
_KEEP = frozenset({"of", "for", "at", "from", "in", "with", "to", "on", "by"})
_INITIALS = 6  # longest run of capitals that may be an abbreviation
_MEMORY = 12  # how many sources back a pronoun or "the official" may look


@dataclass(slots=True)
class Entry:
    """A source while it is being collected."""

    name: str
    kind: SourceKind
    named: bool
    actor: str | None
    head: str
    gender: str | None
    plural: bool
    mentions: dict[Span, None] = field(default_factory=dict)


class Sources:
    """Collects the sources of one report; the same speaker under several descriptions is one source."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        self._actors = actor_index(layers)
        self._entries: list[Entry] = []
        self._recent: list[Entry] = []
        self._by_key: dict[str, Entry] = {}
        self._by_token: dict[int, Entry] = {}
        self._mentions: dict[str, list[Span]] = {}  # in text order, of each actor asked for
        self._words = words()

    def add(self, token: Token, voice: Entry | None = None) -> Entry:
        """The source that the noun phrase headed by `token` is, made where it is new.

        Args:
            token: the noun phrase's head, or a pronoun.
            voice: who speaks the quotation that the phrase stands in: "I" and "we" are they.
        """
        if token.i in self._by_token:
            return self._by_token[token.i]
        entry = self._find(token, voice)
        entry.mentions.setdefault(self._mention(token))
        entry.gender = entry.gender or self._gender(token)
        self._by_token[token.i] = entry
        if entry in self._recent:
            self._recent.remove(entry)
        self._recent = [*self._recent[-_MEMORY:], entry]
        return entry

    def media(self, token: Token) -> bool:
        """Whether the noun phrase names an outlet or an agency: somebody who carries what others say."""
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "X", "NUM"):
            return False
        name = self._proper(token)
        if name and media_name(name.text):
            return True
        if _outlet(token) and token.tag_ != "NNS":
            return token.lemma_.lower() not in kinds().reporters and token.left_edge.i < token.i
        actor = self._actors.get(self._actor_of(token))
        return actor is not None and actor.kind == "media" and token.pos_ == "PROPN"

    def somebody(self, token: Token) -> bool:
        """Whether the noun phrase is a party or a document, not a thing ("the attack reminded them that …")."""
        if token.pos_ not in ("NOUN", "VERB", "AUX", "ADJ") or token.ent_type_ or token.lower_ in _RELATIVE:
            return True
        if token.lemma_.lower() in kinds().heads or self._actors.for_np(token) is not None:
            return True
        return self._proper(token) is not None

    def note(self, entry: Entry, token: Token) -> None:
        """Count the noun phrase headed by `token` among the places where `entry` speaks."""
        entry.mentions.setdefault(self._mention(token))

    def sources(self) -> tuple[tuple[Source, ...], dict[int, str]]:
        """The sources in text order, and their ids by `id()` of what `add` gave."""
        order = sorted(self._entries, key=lambda e: min(m.start for m in e.mentions))
        made, ids = [], {}
        for number, entry in enumerate(order, 1):
            ident = ids[id(entry)] = f"s{number}"
            mentions = tuple(sorted(entry.mentions))
            made.append(Source(ident, entry.name, entry.actor, entry.kind, entry.named, mentions))
        return tuple(made), ids

    def _find(self, token: Token, voice: Entry | None) -> Entry:
        lower = token.lower_
        if lower in _RELATIVE:
            antecedent = _antecedent(token)
            if antecedent is not None and antecedent.i != token.i:
                return self.add(antecedent, voice)
        if lower in self._words.pronouns:
            if lower in self._words.speaker and voice is not None:
                return voice
            return self._pronoun(token, lower) or self._new(token, None, self._text(self._mention(token)), False)
        return self._nominal(token)

    def _nominal(self, token: Token) -> Entry:
        proper = self._proper(token)
        ident = self._actor_of(token)
        if ident is None and proper is None and token.dep_ == "appos":
            return self.add(token.head)
        if proper is None:
            return self._described(token, ident)
        name = self._text(proper)
        found = (self._by_key.get(ident) if ident else None) or self._by_key.get(name.lower()) or self._surname(name)
        if found is None:
            found = self._new(token, ident, name, True)
        elif len(name) > len(found.name) and found.name in name and (not found.actor or _generic(found.name)):
            found.name = _bare(name)
        self._by_key[name.lower()] = found
        if ident:
            self._by_key.setdefault(ident, found)
        return found

    def _surname(self, name: str) -> Entry | None:
        parts = name.lower().split()
        for entry in reversed(self._recent):
            have = entry.name.lower().split()
            if entry.named and have and parts and (have[-len(parts) :] == parts or parts[-len(have) :] == have):
                return entry
        return None

    def _described(self, token: Token, ident: str | None) -> Entry:
        if ident and ident in self._by_key:
            return self._by_key[ident]
        definite = any(c.lower_ in ("the", "this", "that") for c in token.children if c.dep_ == "det")
        head = token.lemma_.lower()
        if definite:
            for entry in reversed(self._recent):
                alike = entry.head == head and entry.plural == (token.tag_ in ("NNS", "NNPS"))
                if alike and not entry.name.lower().startswith(_SHARED_OUT):
                    return entry
        mention = self._text(self._mention(token))
        actor = self._actors.get(ident)
        named = bool(actor and actor.kind in ("state", "force", "armed_group", "organization", "media", "person"))
        entry = self._new(token, ident, _bare(mention), named and _capital(actor))
        if ident:
            self._by_key[ident] = entry
        return entry

    def _new(self, token: Token, ident: str | None, name: str, named: bool) -> Entry:
        actor = self._actors.get(ident)
        head, before, after = self._nouns(token)
        kind = kind_of(
            head, before, after, name if named else None, self._group_of(actor) or actor or self._owner(token)
        )
        if kind == "unnamed" and named:
            kind = "unknown"
        if token.pos_ == "PRON":
            kind = "unknown" if kind == "unknown" else "unnamed"
        cited = actor.name if actor is not None and named and actor.kind != "unknown" else name
        entry = Entry(cited, kind, named, ident, head, None, token.tag_ in ("NNS", "NNPS") or token.lower_ == "they")
        if actor is not None and actor.mentions and named:
            entry.mentions.setdefault(actor.mentions[0])
        self._entries.append(entry)
        return entry

    def _group_of(self, actor: Actor | None) -> Actor | None:
        """The armed group that an actor without a name of its own belongs to: "Taliban commanders"."""
        groups = (self._actors.get(i) for i in actor.members_of) if actor is not None and actor.kind == "force" else ()
        return next((g for g in groups if g is not None and g.kind == "armed_group"), None)

    def _owner(self, token: Token) -> Actor | None:
        """Whose a speaker is: "their spokesman"."""
        for child in token.children:
            if child.dep_ == "poss" or (child.dep_ in ("compound", "nmod", "amod") and child.i < token.i):
                actor = self._actors.get(self._actors.for_np(child))
                if actor is not None and (child.dep_ == "poss" or actor.kind == "armed_group"):
                    return actor
        return None

    def _pronoun(self, token: Token, lower: str) -> Entry | None:
        ident = self._actors.for_token(token)
        actor = self._actors.get(ident)
        if actor is not None and ident is not None:
            if found := self._by_key.get(ident):
                return found
            entry = self._new(self._named_at(actor, token), ident, actor.name, _capital(actor))
            self._by_key[ident] = entry
            return entry
        for entry in reversed(self._recent):
            if self._fits(entry, lower):
                return entry
        return None

    def _named_at(self, actor: Actor, token: Token) -> Token:
        """Head of the first mention of an actor before `token` that is no pronoun: its title tells its kind."""
        for mention in sorted(actor.mentions):
            if mention.start >= token.idx:
                break
            head = self._layers.head(mention.start, mention.end)
            if head.pos_ != "PRON":
                return head
        return token

    def _fits(self, entry: Entry, pronoun: str) -> bool:
        if pronoun in self._words.singular:
            gender = "f" if pronoun in self._words.feminine else "m"
            person = entry.named or entry.kind in _PERSONS
            return person and not entry.plural and entry.gender in (None, gender) and self._human(entry)
        if pronoun in self._words.plural:
            return entry.plural
        if pronoun in self._words.thing:
            return not entry.plural and not self._human(entry)
        return False

    def _human(self, entry: Entry) -> bool:
        actor = self._actors.get(entry.actor)
        if actor is not None and actor.kind != "unknown":
            return actor.kind == "person"
        return entry.kind not in ("document", "media", "news_agency", "organization") and entry.head not in _BODIES

    def _gender(self, token: Token) -> str | None:
        near = {token.lower_, *(c.lower_ for c in token.children)}
        if near & self._words.feminine:
            return "f"
        return "m" if near & self._words.masculine else None

    def _actor_of(self, token: Token) -> str | None:
        """The actor that this noun phrase is, not one that it only names ("a spokesman for the army")."""
        ident = self._actors.for_np(token)
        actor = self._actors.get(ident)
        if actor is None:
            return None
        mentions = self._mentions.get(actor.id)
        if mentions is None:
            mentions = self._mentions[actor.id] = sorted(actor.mentions)
        at = bisect_right(mentions, token.idx, key=lambda m: m.start) - 1
        if at < 0 or token.idx + len(token) > mentions[at].end:
            return None
        mention = mentions[at]
        return ident if self._layers.head(mention.start, mention.end).i == token.i else None

    def _proper(self, token: Token) -> Span | None:
        """The proper name of the noun phrase: its own, or that of its apposition."""
        for head in (token, *(c for c in token.children if c.dep_ == "appos" and c.lower_ not in _ORDINALS)):
            if head.pos_ == "PROPN" or head.ent_type_ in ("PERSON", "ORG"):
                doc, first, last = head.doc, head.i, head.i + 1
                same = head.ent_iob_ != "O"
                while first > 0 and _name_part(doc[first - 1], head, same) and not doc[first - 1].is_bracket:
                    first -= 1
                while same and last < len(doc) and doc[last].ent_iob_ == "I":
                    last += 1
                while last - 1 > head.i and doc[last - 1].lower_ in ("'s", "'", "’s"):
                    last -= 1
                if last - first > 1 or head.lower_ not in kinds().heads:
                    return self._layers.span(doc[first:last])
        if _outlet(token):
            parts = [c for c in token.children if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]
            if parts:  # "the official SANA news agency"
                return self._layers.span(token.doc[parts[0].left_edge.i : token.i + 1])
        return None

    def _mention(self, token: Token) -> Span:
        """The noun phrase with its modifiers, without relative clauses and appositions."""
        doc, first, last = token.doc, token.left_edge.i, token.i + 1
        if token.pos_ == "PRON":
            return self._layers.span(token)
        for k in range(token.i - 1, first - 1, -1):
            if doc[k].is_space or doc[k].is_quote or doc[k].is_bracket or doc[k].text in (":", ";"):
                first = k + 1
                break
        for child in token.rights:
            if child.i != last or child.dep_ not in ("prep", "nummod", "compound", "case", "flat", "amod"):
                break
            edge = child.right_edge.i
            if child.dep_ == "prep" and (child.lower_ not in _KEEP or edge - child.i > 9):
                break
            if any(doc[k].is_space or doc[k].is_quote for k in range(child.i, edge + 1)):
                break
            last = edge + 1
        return self._layers.span(doc[first:last])

    def _text(self, span: Span) -> str:
        """A span's words as they should be cited: on one line, capitals taken back as the parser saw them."""
        text = span.text
        if text.isupper() and len(text) > _INITIALS:
            text = syntax_of(self._layers.doc).shadow[span.start : span.end]
        return " ".join(text.split())

    def _nouns(self, token: Token) -> tuple[str, list[str], list[str]]:
        doc = token.doc
        before = [t.lemma_.lower() for t in doc[max(token.left_edge.i, token.i - 8) : token.i] if t.is_alpha]
        after = [
            t.lemma_.lower() for c in token.rights if _describes(c) for t in doc[c.i : min(c.right_edge.i + 1, c.i + 9)]
        ]
        return token.lemma_.lower(), before, after


def _outlet(token: Token) -> bool:
    """Whether a noun is one for an outlet or an agency: "radio", "news agency"."""
    heads, lemma = kinds().heads, token.lemma_.lower()
    pair = heads.get(f"{token.doc[token.i - 1].lower_} {lemma}") if token.i else None
    return (pair or heads.get(lemma)) in ("media", "news_agency")


def _describes(child: Token) -> bool:
    """Whether a part of the noun phrase says what the source is: "of the army", ", a nurse"."""
    return child.dep_ == "appos" or (child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "at", "by"))


_BODIES = frozenset({
    "government", "ministry", "army", "military", "police", "court", "department", "agency", "office", "parliament",
    "embassy", "hospital", "council", "administration", "authority", "force", "cabinet", "party", "coalition",
})  # fmt: skip
_ORDINALS = frozenset({"no", "no.", "nr", "."})  # "communique No. 12"
_SHARED_OUT = ("each ", "every ", "either ", "neither ", "any ", "no ")  # nobody whom "the army" could mean
_DETERMINERS = ("the ", "a ", "an ", "one ", "another ")


def _bare(mention: str) -> str:
    for word in _DETERMINERS:
        if (
            mention.lower().startswith(word)
            and not mention.lower().startswith(word + "of ")
            and len(mention) > len(word)
        ):
            return mention[len(word) :]
    return mention


def _generic(name: str) -> bool:
    """ "Ministry", "Court": a body's noun alone, which stands for the first fuller name only."""
    return name.lower() in kinds().heads


def _capital(actor: Actor | None) -> bool:
    return actor is not None and any(c.isupper() for c in actor.name)


def _name_part(token: Token, head: Token, same_entity: bool) -> bool:
    if same_entity:
        return token.ent_iob_ != "O" and token.i + 1 <= head.i and token.doc[token.i + 1].ent_iob_ == "I"
    return token.pos_ == "PROPN" and token.head.i == head.i and token.dep_ == "compound"


def _antecedent(token: Token) -> Token | None:
    verb = token.head
    for _ in range(4):
        if verb.dep_ in ("relcl", "acl"):
            return verb.head
        if verb.head.i == verb.i:
            return None
        verb = verb.head
    return None
