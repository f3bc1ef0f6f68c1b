"""Write invented reports of armed conflict as JSON Lines: `--count 10000 --seed 1 --out reports.jsonl`.

Every report is short and dense with claims, unless `--shape development` is asked for: then lengths and the share of
paragraphs that tell of nothing violent are those of the development sets (median 104 words, mean 264; about two
events, one figure and two attributions in a hundred words).

The same seed gives the same bytes, and no two reports of one run are the same. Places are real, so that a gazetteer
finds them; outlets, agencies, officials and everything that is said to have happened are made up. The reports serve
tests of size, speed and crashes; they are not a measure of how well real news is read.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import random
import re
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Conflict:
    """The cast of one conflict: who fights, where, in which years, and what the dead are called."""

    country: str
    towns: tuple[str, ...]
    province: str
    army: str
    rebels: str
    militia: str
    leader: str
    victims: tuple[str, ...]
    years: tuple[int, int]


CONFLICTS = (
    Conflict("DR Congo", ("Bunia", "Goma", "Beni", "Rutshuru", "Butembo", "Masisi"), "North Kivu", "the Congolese army",
             "the Lake Brigade", "a local self-defence militia", "Colonel Mato Ilunga",
             ("villagers", "farmers", "displaced people", "miners"), (2009, 2024)),
    Conflict("Yemen", ("Taiz", "Marib", "Hodeidah", "Sanaa", "Aden", "Dhamar"), "Marib province", "government forces",
             "the northern movement", "tribal fighters", "Brigadier Salim Haddar",
             ("civilians", "worshippers", "fishermen", "prisoners"), (2014, 2023)),
    Conflict("Ukraine", ("Kharkiv", "Sloviansk", "Izium", "Kramatorsk", "Kherson", "Pokrovsk"), "Donetsk region",
             "Ukrainian forces", "Russian forces", "separatist fighters", "Major Oleh Drach",
             ("residents", "pensioners", "rescue workers", "evacuees"), (2014, 2024)),
    Conflict("Syria", ("Aleppo", "Idlib", "Homs", "Raqqa", "Hama", "Deir ez-Zor"), "Idlib province", "the Syrian army",
             "the Banner Front", "an allied militia", "Abu Karim", ("civilians", "bakers", "students", "medics"),
             (2012, 2023)),
    Conflict("Sudan", ("Nyala", "Khartoum", "Omdurman", "El Fasher", "Kadugli", "El Obeid"), "North Darfur",
             "the Sudanese army", "the paramilitary force", "armed herders", "General Idris Kasala",
             ("market traders", "refugees", "civilians", "herders"), (2004, 2024)),
    Conflict("Colombia", ("Tumaco", "Popayán", "Arauca", "Quibdó", "Cúcuta", "Caloto"), "Cauca", "Colombian troops",
             "the Mountain Column", "a paramilitary band", "Comandante Efraín",
             ("farmers", "community leaders", "police officers", "coca pickers"), (2001, 2022)),
    Conflict("Nigeria", ("Maiduguri", "Jos", "Gwoza", "Zaria", "Damaturu", "Makurdi"), "Borno state", "Nigerian troops",
             "the insurgents", "armed bandits", "Commander Yusuf Dala",
             ("villagers", "schoolchildren", "traders", "churchgoers"), (2010, 2024)),
    Conflict("Myanmar", ("Myitkyina", "Lashio", "Loikaw", "Sittwe", "Monywa", "Hakha"), "Sagaing region",
             "the military", "the People's Column", "a pro-government militia", "Captain Nay Lin",
             ("villagers", "monks", "protesters", "students"), (2011, 2024)),
)  # fmt: skip
OUTLETS = (
    "The Harbour Post", "Hill Radio", "The Meridian", "Evening Ledger", "Northern Dispatch", "Delta Monitor",
    "Frontier Times",
)  # fmt: skip
AGENCIES = ("Lake Agency", "Continental Wire", "Crossroads News", "Amber Press")
AUTHORS = ("Ida Moreau", "Tomas Reyl", "Hadiza Bello", "Oksana Pell", "J. K. Anand", "Ruth Okello", "Samir Qadi")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ATTACKS = (
    "when shells struck {spot} in {town}", "in an air strike on {spot} in {town}",
    "when gunmen opened fire on {spot} in {town}", "in clashes between {army} and {rebels} near {town}",
    "when a roadside bomb hit a bus outside {town}", "in a raid by {rebels} on {spot} in {town}",
    "when a suicide bomber blew himself up at {spot} in {town}", "in a drone strike on {spot} in {town}",
    "after {militia} attacked {spot} on the edge of {town}",
)  # fmt: skip
SPOTS = (
    "a market", "the main hospital", "a school", "a checkpoint", "the bus station", "a mosque", "a church", "a bakery",
    "a camp for displaced people", "the police headquarters", "a row of houses", "the grain store", "a bridge",
)  # fmt: skip
WITNESSES = (
    "a doctor at the hospital", "the governor's office", "a military spokesman", "residents", "a police officer",
    "an aid worker in the town", "the Red Cross", "the health ministry", "a village elder", "a rebel spokesman",
)  # fmt: skip

JOBS = ("teacher", "nurse", "driver", "shopkeeper", "mechanic", "widow")
BODY = (
    "“{army} did not fire on {town},” a spokesman told the {agency} {when}.",
    "{rebels} denied the claim and said that only {few} of its fighters had died.",
    "The {agency} quoted {who} as putting the toll at {toll}.",
    "{part} of the dead were children, according to {who}.",
    "{leader}, who commands {rebels} in {province}, threatened to retake {other} within {days} days.",
    "Some {crowd} people have fled {town} for {other} since {army} began its advance {when}.",
    "{army} and {rebels} agreed {when} to a ceasefire of {days} days around {town}. Under the deal {rebels} must leave "
    "{spot} and {army} must let aid into {other}.",
    "Both sides accused each other of breaking the truce. {some} soldiers were captured, {who} said.",
    "If the army's count is right, {many} fighters have died in {province} this month.",
    "More than {crowd} people have been killed in {country} since fighting began in {year}.",
    "Hundreds of people marched in {other} {when} to demand that {army} withdraw from {town}.",
    "The United Nations called on {rebels} to release {some} aid workers seized {when}.",
    "“We heard {few} explosions and then {spot} was burning,” said a {age}-year-old {job}.",
    "It was not possible to check the reports independently.",
    "Also {when}, {militia} reportedly killed {some} people on the road from {town} to {other}, {km} kilometres away.",
    "{who} said that {toll} bodies had been brought to the morgue in {other}, and that {many} people were missing.",
    "Mediators from the African Union and the Red Cross are due in {other} within {days} days, an official said.",
)
QUIET = (
    "The price of {crop} in {other} has risen by {few} percent since {month}, traders there said, and the rains came "
    "{few} weeks late this year.",
    "{other}, which lies {km} kilometres from {town}, had a population of {crowd} at the last census and lives on "
    "{crop} and on what passes along its road.",
    "The governor of {province} opened a new clinic with {some} beds and thanked the engineers who had worked on it "
    "since {month} of {year}.",
    "Parliament is to debate the budget of {crowd} million in {month}. Members of the larger parties have asked for "
    "more money for roads, schools and wells in {province}.",
    "Schools in {other} reopened with {many} pupils after the {crop} harvest. The head teacher, a {age}-year-old "
    "{job}, has taught there for {few} decades.",
    "The railway between {town} and {other} was built in {old} and has carried {crop} and passengers ever since; a "
    "journey takes {few} hours when the bridge is dry.",
    "A delegation from {country} will attend the summit in {month}, the foreign ministry announced, and will speak "
    "about trade, {crop} and the river's water.",
    "“My grandfather planted these trees in {old},” a {job} in {other} told {outlet}. He keeps {few} goats and sells "
    "{crop} by the road.",
    "The electricity company expects to connect {many} more houses in {other} by {month} if the parts arrive in time.",
    "Temperatures of {age} degrees were measured in {town} in {month}, and the meteorologists expect more wind from "
    "the east.",
    "The football club of {town} has won {few} of its last matches and meets the team of {other} in {month}.",
    "Telephone lines were slow and the reporter reached {other} by a lorry that carried {crop}.",
)
CROPS = ("sorghum", "coffee", "wheat", "cassava", "cotton", "dates", "onions", "rice", "maize", "salt", "tea")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
)  # fmt: skip
SPREAD = 1.37  # of the logarithm of a development text's length, whose median is 104 words and mean 264
LONGEST = 6000  # words
VIOLENT = 0.2  # of the paragraphs after the first
_START = re.compile(r"((?:^|[.!?]”? )“?)([a-z])")


class Writer:
    """Writes one report: all chance comes from its own generator."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.conflict = chance.choice(CONFLICTS)
        self.town, self.other = chance.sample(self.conflict.towns, 2)
        first, last = self.conflict.years
        self.day = datetime.date(first, 1, 1) + datetime.timedelta(days=chance.randrange((last - first) * 365))
        self.victims = chance.choice(self.conflict.victims)
        self.agency = chance.choice(AGENCIES)
        self.dead = min(2 + int(chance.expovariate(1 / 14)), 400)

    def slots(self) -> dict[str, object]:
        c, chance = self.conflict, self.chance
        return {
            "army": c.army, "rebels": c.rebels, "militia": c.militia, "province": c.province, "country": c.country,
            "leader": c.leader, "town": self.town, "other": self.other, "agency": self.agency, "victims": self.victims,
            "spot": chance.choice(SPOTS), "who": chance.choice(WITNESSES), "job": chance.choice(JOBS),
            "when": self.when(), "toll": self.bounded(self.dead + chance.randrange(9)), "age": chance.randrange(18, 80),
            "few": self.number(chance.randrange(2, 9)), "some": self.number(chance.randrange(2, 30)),
            "part": self.number(chance.randrange(1, self.dead + 1)), "many": chance.randrange(20, 400),
            "crowd": f"{chance.randrange(3, 90) * 100:,}", "days": chance.randrange(2, 30),
            "km": chance.randrange(3, 60), "year": chance.randrange(*c.years), "crop": chance.choice(CROPS),
            "month": chance.choice(MONTHS), "old": chance.randrange(1880, 1970), "outlet": chance.choice(OUTLETS),
        }  # fmt: skip

    def fill(self, template: str) -> str:
        text = template.format(**self.slots())
        return _START.sub(lambda m: m.group(1) + m.group(2).upper(), text)

    def number(self, value: int) -> str:
        return NUMBERS[value] if value < len(NUMBERS) else f"{value:,}"

    def bounded(self, value: int) -> str:
        """A figure as reporters hedge it."""
        n = self.number(value)
        vague = "dozens of" if value >= 24 else f"at least {n}"
        forms = (n, n, f"at least {n}", f"more than {n}", f"up to {n}", f"about {n}", f"nearly {n}", vague)
        return self.chance.choice((*forms, f"between {n} and {self.number(value + 5)}"))

    def when(self) -> str:
        back = self.chance.randrange(1, 7)
        day = self.day - datetime.timedelta(days=back)
        plain = f"on {WEEKDAYS[day.weekday()]}"
        return self.chance.choice((plain, plain, f"late {plain}", f"on {day:%B} {day.day}", f"{plain} night"))

    def title(self) -> str:
        verb = self.chance.choice(("kills", "claims the lives of", "takes the lives of"))
        cause = self.chance.choice(("Shelling", "Air strike", "Attack", "Ambush", "Raid", "Blast"))
        return f"{cause} {verb} {self.number(self.dead)} {self.victims} in {self.town}"

    def lead(self) -> str:
        hurt = self.bounded(self.chance.randrange(1, 60))
        attack = self.chance.choice(ATTACKS)
        return self.fill(
            f"{self.bounded(self.dead)} {{victims}} were killed and {hurt} wounded {attack} {{when}}, {{who}} said."
        )

    def body(self) -> list[str]:
        return [self.fill(template) for template in self.chance.sample(BODY, self.chance.randrange(4, 12))]

    def of_length(self) -> list[str]:
        """Paragraphs after the first, of a development text's length."""
        words = min(self.chance.lognormvariate(math.log(104), SPREAD), LONGEST) - 45  # title, author, lead
        paragraphs = []
        while words > 0:
            kinds = BODY if self.chance.random() < VIOLENT else QUIET
            paragraphs.append(self.fill(self.chance.choice(kinds)))
            words -= len(paragraphs[-1].split())
        return paragraphs

    def report(self, shape: str) -> dict[str, str]:
        """The row of one report."""
        publisher, title = self.chance.choice(OUTLETS), self.title()
        dateline = f"{self.town.upper()}, {self.conflict.country}, {self.day:%B} {self.day.day} ({self.agency}) — "
        paragraphs = [title, f"By {self.chance.choice(AUTHORS)}", dateline + self.lead()]
        paragraphs += self.body() if shape == "dense" else self.of_length()
        host = publisher.lower().replace(" ", "")
        return {
            "text": "\n\n".join(paragraphs) + "\n",
            "title": title,
            "published": self.day.isoformat(),
            "publisher": publisher,
            "url": f"https://{host}.example/{self.chance.getrandbits(48):x}",
        }


def generate(count: int, seed: int, shape: str = "dense") -> Iterator[dict[str, str]]:
    """`count` different reports, the same for the same seed."""
    chance = random.Random(seed)
    seen: set[int] = set()
    while len(seen) < count:
        row = Writer(random.Random(chance.getrandbits(64))).report(shape)
        mark = hash(row["text"])
        if mark not in seen:
            seen.add(mark)
            yield row


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=1000, help="how many reports")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same reports")
    parser.add_argument("--shape", choices=("dense", "development"), default="dense", help="length and density")
    parser.add_argument("--out", default="-", help="file to write; - is standard output")
    args = parser.parse_args()
    with nullcontext(sys.stdout) if args.out == "-" else Path(args.out).open("w", encoding="utf-8") as out:
        for row in generate(args.count, args.seed, args.shape):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
