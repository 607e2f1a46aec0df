-- grain: one row per term with scores, school year since which schools are helped, and
-- school that is helped since then or has never been
-- compared with its own mean in at least two terms of the same season before
with scores as (select * from {{ ref('int_school_term_score') }}),

helped as (select * from {{ ref('int_school_helped') }}),

starts as (
    -- distinct: many schools are helped since one year
    select distinct
        county_id,
        helped_since
    from helped
),

baselines as (
    select
        now.county_id,
        now.term_id,
        now.school_id,
        starts.helped_since,
        {{ ratio(exact_sum('before.t_score'), 'count(*)') }} as baseline_t_score,
        count(*) as baseline_term_count,
        max(case when before.is_suppressed then 1 else 0 end) = 1
            as is_baseline_suppressed
    from scores as now
    inner join starts
        on
            now.county_id = starts.county_id
            and now.school_year >= starts.helped_since
    inner join scores as before
        on
            now.county_id = before.county_id
            and now.composition_id = before.composition_id
            and now.term = before.term
            and starts.helped_since > before.school_year
    group by now.county_id, now.term_id, now.school_id, starts.helped_since
),

placed as (
    select
        baseline.county_id,
        baseline.term_id,
        baseline.school_id,
        baseline.helped_since,
        baseline.baseline_term_count,
        baseline.baseline_t_score,
        baseline.is_baseline_suppressed,
        now.t_score,
        count(
            case
                when
                    helped.helped_since = baseline.helped_since
                    and coalesce(
                        helped.valid_to > {{ first_day_of('now.school_year') }}, true
                    )
                    then 1
            end
        ) > 0 as is_helped,
        count(helped.school_id) > 0 as was_helped
    from baselines as baseline
    inner join scores as now
        on
            baseline.county_id = now.county_id
            and baseline.term_id = now.term_id
            and baseline.school_id = now.school_id
    left join helped
        on
            baseline.county_id = helped.county_id
            and baseline.school_id = helped.school_id
            and now.school_year >= helped.helped_since
    group by
        baseline.county_id,
        baseline.term_id,
        baseline.school_id,
        baseline.helped_since,
        baseline.baseline_term_count,
        baseline.baseline_t_score,
        baseline.is_baseline_suppressed,
        now.t_score
)

select
    county_id,
    term_id,
    school_id,
    helped_since,
    baseline_term_count,
    baseline_t_score,
    is_baseline_suppressed,
    t_score,
    is_helped
from placed
where is_helped or not was_helped
