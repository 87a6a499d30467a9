"""What the panel thinks, and how sure one can be: pure functions, counts in, measures out.

One panel, one question      measures, majority_grade, usual_judgment, share_favourable, posterior_mean, median_interval,
                             agreement, consensus, disagreement
One session                  axis_grades, verdict, solidity, colleges, consensus_between, session_opinion (all of a scorecard)
All sessions                 session_measures (the rows that the base keeps), ranking, funnel, reality, time_to_realisation
Anything                     share, gaps, brier, rank_test, cliffs_delta, false_discovery, cumulative_incidence

Grades are counted per grade of the scale, lowest first; abstentions stand beside, never in. Shares are fractions of 1,
positions points of 100, means and medians grades of the session's scale. A measure of a panel without a grade raises
`NoGrades`; in `Measures` and in tables it is None.
"""

from flash360.statistics.agreement import agreement, consensus
from flash360.statistics.brier import Brier, brier, left_out_rates
from flash360.statistics.colleges import Comparison, Question, colleges, consensus_between
from flash360.statistics.disagreement import disagreement
from flash360.statistics.follow_up import State
from flash360.statistics.funnel import Funnel, binomial_limits, funnel
from flash360.statistics.gap import Gap, gaps
from flash360.statistics.grades import majority_grade, usual_judgment
from flash360.statistics.incidence import Incidence, cumulative_incidence
from flash360.statistics.measures import Measures, measures
from flash360.statistics.median_interval import median_interval, median_ranks
from flash360.statistics.panel import axis_grades
from flash360.statistics.permutation import PermutationTest, cliffs_delta, false_discovery, rank_test
from flash360.statistics.posterior import posterior_mean
from flash360.statistics.ranking import Ranking, ranking
from flash360.statistics.reality import Reality, reality, time_to_realisation
from flash360.statistics.session_measures import session_measures
from flash360.statistics.session_opinion import CriterionMeasures, SessionOpinion, session_opinion
from flash360.statistics.share import Share, share, share_favourable
from flash360.statistics.solidity import CollegeAbsence, Solidity, solidity
from flash360.statistics.verdict import MINIMUM, Opinion, verdict

__all__ = [
    "MINIMUM",
        "Brier", "CollegeAbsence", "Comparison", "CriterionMeasures", "Funnel", "Gap", "Incidence", "Measures", "Opinion",
    "PermutationTest", "Question", "Ranking", "Reality", "SessionOpinion", "Share", "Solidity", "State",
        "agreement", "axis_grades", "binomial_limits", "brier", "cliffs_delta", "colleges", "consensus", "consensus_between",
    "cumulative_incidence", "disagreement", "false_discovery", "funnel", "gaps", "left_out_rates", "majority_grade",
    "measures", "median_interval", "median_ranks", "posterior_mean", "rank_test", "ranking", "reality", "session_measures",
    "session_opinion", "share", "share_favourable", "solidity", "time_to_realisation", "usual_judgment", "verdict",
]  # fmt: skip
