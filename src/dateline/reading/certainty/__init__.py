"""Status and certainty of each predicate, by syntax."""

from dateline.reading.certainty.assessor import Assessor, combine
from dateline.reading.certainty.stage import CertaintyStage, assess

__all__ = ["Assessor", "CertaintyStage", "assess", "combine"]
