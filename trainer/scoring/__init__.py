"""The scorer: transcript, analyses and rubric in, an assessment with verified evidence out.

Pure and deterministic; whole numbers only. Not here: reading rubrics (``packs``), understanding words (``language``),
storing or showing results.
"""

from trainer.scoring.assess import assess
from trainer.scoring.case import SCORER, Case
from trainer.scoring.selfgap import Gap, gap
from trainer.scoring.standing import standing
from trainer.scoring.to_json import to_json
from trainer.scoring.wording import Lost, hit_better, lost_points, reason, why

__all__ = [
    "SCORER", "Case", "Gap", "Lost", "assess", "gap", "hit_better", "lost_points", "reason", "standing",
    "to_json", "why",
]  # fmt: skip
