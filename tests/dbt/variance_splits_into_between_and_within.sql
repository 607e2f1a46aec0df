-- means:   the parts of the variance are negative, or a share is not between 0 and 1
-- matters: the estimate of variation between schools would be nonsense
-- mend:    fct_score_variance
select *
from {{ ref('fct_score_variance') }}
where
    between_sum_of_squares < 0
    or within_sum_of_squares < 0
    or eta_squared < 0
    or eta_squared > 1
    or icc1 < 0
    or icc1 > 1
    or icc_reml < 0
    or icc_reml > 1
