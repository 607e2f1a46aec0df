-- means:   withheld results of a fitness test are the county's less those of the
--          published schools, or few were tested or failed in what is left
-- matters: a reader of the published folder would know whose child failed
-- mend:    int_fitness_withheld
with results as (select * from {{ ref('fct_fitness_result') }}),

-- what contradicts itself is in no sum
parts as (
    select * from results
    where entity_type = 'school' and school_count > 0
),

wholes as (
    select * from results
    where entity_type = 'county'
),

rests as (
    select
        whole.county_id,
        whole.school_year,
        whole.stage,
        whole.is_suppressed,
        whole.fail_count as whole_fail_count,
        count(case when part.is_suppressed then 1 end) as hidden_count,
        sum(case when part.is_suppressed then part.tested_count else 0 end)
            as tested_count,
        sum(case when part.is_suppressed then part.fail_count else 0 end) as fail_count
    from wholes as whole
    inner join parts as part
        on
            whole.county_id = part.county_id
            and whole.school_year = part.school_year
            and whole.stage = part.stage
    group by
        whole.county_id,
        whole.school_year,
        whole.stage,
        whole.is_suppressed,
        whole.fail_count
)

select rests.*
from rests
inner join {{ ref('suppression_class') }} as rule
    on rule.suppression_class = 'sensitive'
where
    (rests.is_suppressed and rests.hidden_count = 0)
    or (
        not rests.is_suppressed
        and rests.hidden_count > 0
        and (
            rests.hidden_count < 2
            or rests.tested_count < rule.minimum_count
            or (rests.whole_fail_count > 0 and rests.fail_count < rule.minimum_count)
        )
    )
