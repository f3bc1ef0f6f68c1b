"""From words of harm to figures on paper: groups of victims, parts of wholes, no figure twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.backward import counted_before
from dateline.reading.casualties.elsewhere import placed_after
from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import lexicon
from dateline.reading.casualties.parts import all_of, nested, parts_of
from dateline.reading.casualties.phrases import Draft, Found
from dateline.reading.casualties.sums import merge
from dateline.reading.casualties.victims import find

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token


def drafts(doc: Doc, first: int, last: int, triggers: Iterable[int]) -> list[Draft]:
    """The figures of one sentence, tokens `[first, last)`, whose words of harm stand at `triggers`."""
    found = [f for i in triggers if (f := find(doc[i])) is not None]
    kept = [_and_wounded(doc, f, found) for f in _jointly(doc, found) if not _told_before(doc, f, found)]
    made = [Draft(f.harm, g, f.trigger, f.clause, f.rule, f.agent) for f in kept for g in merge(f.groups)]
    made += [
        replace(d, group=g)
        for d in made
        for g in placed_after(doc, max(d.group.last, d.trigger + 1), last)
        if not _taken(g, made)
    ]
    made = [_resolved(doc, d) for d in _inherited(doc, _generic(doc, _once(made)), first)]
    made = nested(doc, [_himself(doc, all_of(doc, d)) for d in made])
    return _ordered(made + parts_of(doc, first, last, made))


def _told_before(doc: Doc, one: Found, found: list[Found]) -> bool:
    """ "killed 31 displaced people": who they were before; the deed that is told now is another."""
    word = doc[one.trigger]
    if one.harm != "displaced" or word.dep_ != "amod":
        return False
    return any(f.harm != "displaced" and any(g.head == word.head.i for g in f.groups) for f in found)


def _taken(group: Group, made: list[Draft]) -> bool:
    return any(d.group.first < group.last and group.first < d.group.last for d in made)


def _resolved(doc: Doc, draft: Draft) -> Draft:
    """A definite plural with the number that its first mention gives."""
    words = counted_before(draft.group, doc)
    if words is None:
        return draft
    return replace(
        draft, words=words, group=replace(draft.group, low=words.low, high=words.high, qualifier=words.qualifier)
    )


def _himself(doc: Doc, draft: Draft) -> Draft:
    """An attacker among his victims has the part in hostilities that his own word tells."""
    if not draft.group.himself or draft.agent is None:
        return draft
    status = lexicon().people.get(doc[draft.agent].lower_, "unknown")
    return replace(draft, group=replace(draft.group, status=status))


def _generic(doc: Doc, made: list[Draft]) -> list[Draft]:
    """Without habits: "responsible for kidnapping villagers", "involved in executions of civilians"."""
    kept = []
    tolls = {d.harm for d in made if d.rule == "toll"}
    for draft in made:
        if draft.rule == "reduced" and draft.group.qualifier == "some" and draft.harm in tolls:
            continue  # "put the number of those kidnapped at 31"
        trigger = doc[draft.trigger]
        habit = trigger.tag_ == "VBG" and trigger.dep_ in ("pcomp", "amod", "pobj", "conj")
        named = draft.rule == "noun" and draft.group.qualifier == "some" and not draft.group.definite
        if draft.group.said or not (habit or named):
            kept.append(draft)
    return kept


def _inherited(doc: Doc, made: list[Draft], first: int) -> list[Draft]:
    """Who the bare numbers count: what the figure before counts ("74 people were killed and 376 wounded"), or the
    noun of a toll ("the total of US casualties to 970 dead")."""
    out: list[Draft] = []
    for draft in made:
        if not doc[draft.group.head].like_num and doc[draft.group.head].pos_ != "NUM":
            out.append(draft)
            continue
        noun = next(
            (i for i in range(draft.group.first - 1, max(first, draft.group.first - 12) - 1, -1) if _tolled(doc[i])),
            None,
        )
        before = out[-1] if out else None
        if noun is not None and (before is None or before.group.last <= noun):
            out.append(replace(draft, victim=noun))
        elif before is not None and (
            draft.group.elsewhere
            or (draft.rule in ("elliptic", "shared", "reduced", "state") and coordinated(doc, before, draft))
        ):
            status = before.group.status if draft.group.status == "unknown" else draft.group.status
            victim = before.victim if before.victim is not None else before.group.head
            out.append(replace(draft, victim=victim, group=replace(draft.group, status=status)))
        else:
            out.append(draft)
    return out


def _tolled(token: Token) -> bool:
    return token.lower_ in ("casualties", "deaths", "fatalities", "losses", "victims", "dead") and token.pos_ == "NOUN"


def coordinated(doc: Doc, before: Draft, after: Draft) -> bool:
    """Whether only a conjunction or a comma parts the two clauses."""
    words = doc[max(before.trigger + 1, before.group.last) : after.group.first]
    return len(words) <= 4 and any(t.lower_ in ("and", ",", ";", "with") for t in words)


def _ordered(made: list[Draft]) -> list[Draft]:
    """By place in the text, a whole before its parts; `whole` points into the new order."""

    def key(n: int) -> tuple[int, bool, int]:
        whole = made[n].whole
        after = -1 if whole is None else made[whole].group.first
        return max(after, made[n].group.first), whole is not None, made[n].trigger

    order = sorted(range(len(made)), key=key)
    place = {old: new for new, old in enumerate(order)}
    return [d if d.whole is None else replace(d, whole=place[d.whole]) for d in (made[n] for n in order)]


_LAST = {"elliptic": 1, "headline": 1, "toll": 2}  # rules that give way to others over the same words
_ORDER = {"killed": 0, "missing": 1, "captured": 1, "displaced": 1, "wounded": 2, "casualties": 3}


def _jointly(doc: Doc, found: list[Found]) -> list[Found]:
    """Two harms of the same people: "killed and wounded" is one figure of casualties, "shot dead" is a death."""
    out: list[Found] = []
    for one in found:
        twin = next((o for o in out if _same(doc, o, one) and {o.harm, one.harm} == {"killed", "wounded"}), None)
        if twin is None:
            out.append(one)
            continue
        out.remove(twin)
        first, second = sorted((twin, one), key=lambda f: f.trigger)
        between = [t.lower_ for t in doc[first.trigger + 1 : second.trigger]]
        joint = between in (["and"], ["or"], ["and", "/", "or"], ["/"], ["or", "were"]) and doc[
            first.trigger
        ].lower_ not in ("shot", "stabbed", "beaten")
        killed = first if first.harm == "killed" else second
        out.append(replace(first, harm="casualties") if joint else killed)
    return out


def _same(doc: Doc, a: Found, b: Found) -> bool:
    """Whether two words of harm have the same people; "27 people drowned or were shot" may be read with the noun in
    the one and without it in the other."""
    if a.groups == b.groups:
        return True
    between = [t.lower_ for t in doc[min(a.trigger, b.trigger) + 1 : max(a.trigger, b.trigger)]]
    return between == ["or", "were"] and [(g.first, g.low) for g in a.groups] == [(g.first, g.low) for g in b.groups]


def _and_wounded(doc: Doc, one: Found, found: list[Found]) -> Found:
    """ "310 killed and wounded": casualties, where the second word has nobody of its own."""
    at = one.trigger + 2
    if one.harm != "killed" or one.rule not in ("elliptic", "reduced", "headline", "toll") or at >= len(doc):
        return one
    entry = lexicon().verbs.get(doc[at].lower_)
    joined = doc[at - 1].lower_ in ("and", "or", "/") and entry is not None and entry.harm == "wounded"
    alone = joined and not any(f.trigger == at for f in found) and not doc[min(at + 1, len(doc) - 1)].like_num
    return replace(one, harm="casualties") if alone else one


def _once(made: list[Draft]) -> list[Draft]:
    """One figure for one stretch of words: of two harms that claim the same number, the more definite one."""
    out: list[Draft] = []
    for draft in sorted(made, key=lambda d: (_ORDER[d.harm], _LAST.get(d.rule, 0), d.trigger)):
        clash = next((o for o in out if _same_words(o, draft)), None)
        if clash is None or (clash.harm != draft.harm and "captured" in (clash.harm, draft.harm)):
            out.append(draft)
    return sorted(out, key=lambda d: (d.group.first, d.trigger))


def _same_words(a: Draft, b: Draft) -> bool:
    if a.group.head == b.group.head:
        return True
    return a.group.first < b.group.last and b.group.first < a.group.last and a.harm == b.harm
