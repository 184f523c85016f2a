"""How good answers are, measured against labels. Pure Python; knows answers, not how they come about.

Sources, cited by their short names:

* Manning: Manning, Raghavan, Schütze, *Introduction to Information Retrieval* (2008), chapter 8
  (precision, recall, F measure, the precision-recall curve) and section 16.3 (pairs in clusters).
* Brabec: Brabec, Komárek, Franc, Machlica, *On Model Evaluation under Non-constant Class
  Imbalance* (ICCS 2020): precision at a chosen prevalence, from the two rates by Bayes' theorem.
* sklearn: `sklearn.metrics.average_precision_score`, the definition of average precision as a sum
  of steps (tied scores are one step, nothing is interpolated).
* KBP: Ji, Grishman, *Knowledge Base Population: Successful Approaches and Challenges* (ACL 2011):
  linking to a knowledge base with NIL as an answer; accuracy on NIL queries told apart.
* Bagga: Bagga, Baldwin, *Algorithms for Scoring Coreference Chains* (LREC 1998): B-cubed.
* Amigó: Amigó, Gonzalo, Artiles, Verdejo, *A Comparison of Extrinsic Clustering Evaluation Metrics
  Based on Formal Constraints* (Information Retrieval 12, 2009): why B-cubed.
* Brier: Brier, *Verification of Forecasts Expressed in Terms of Probability* (Monthly Weather
  Review 78, 1950).
* Murphy: Murphy, *Skill Scores Based on the Mean Square Error and Their Relationships to the
  Correlation Coefficient* (Monthly Weather Review 116, 1988): skill against a reference forecast.
* Naeini: Naeini, Cooper, Hauskrecht, *Obtaining Well Calibrated Probabilities Using Bayesian
  Binning* (AAAI 2015): the expected calibration error.
* Nguyen: Nguyen, O'Connor, *Posterior Calibration and Exploratory Analysis for Natural Language
  Processing Models* (EMNLP 2015): bins of equally many forecasts.
"""

from aliaskit.evaluation.answers import (
    Answer,
    PairMeasures,
    by,
    label_from_text,
    pair_measures,
    scored,
    worst,
)
from aliaskit.evaluation.calibration import (
    BINS,
    Bin,
    brier_score,
    brier_skill,
    calibration_error,
    equal_mass_bins,
)
from aliaskit.evaluation.clusters import b_cubed_rates, largest_wrong_cluster, pairwise_rates
from aliaskit.evaluation.links import Gold, LinkCase, LinkRates, best_link_threshold, link_rates
from aliaskit.evaluation.rates import PREVALENCE, Rates, at_prevalence, counted_rates, share_at_least
from aliaskit.evaluation.thresholds import (
    Point,
    Scored,
    Tuned,
    average_precision,
    best_point,
    best_threshold,
    common_threshold,
    curve,
    pooled_rates,
    rates_at,
    recall_at_precision,
    tuned_across_halves,
)

__all__ = [
    "BINS",
    "PREVALENCE",
    "Answer",
    "Bin",
    "Gold",
    "LinkCase",
    "LinkRates",
    "PairMeasures",
    "Point",
    "Rates",
    "Scored",
    "Tuned",
    "at_prevalence",
    "average_precision",
    "b_cubed_rates",
    "best_link_threshold",
    "best_point",
    "best_threshold",
    "brier_score",
    "brier_skill",
    "by",
    "calibration_error",
    "common_threshold",
    "counted_rates",
    "curve",
    "equal_mass_bins",
    "label_from_text",
    "largest_wrong_cluster",
    "link_rates",
    "pair_measures",
    "pairwise_rates",
    "pooled_rates",
    "rates_at",
    "recall_at_precision",
    "scored",
    "share_at_least",
    "tuned_across_halves",
    "worst",
]
