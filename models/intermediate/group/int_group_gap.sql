-- grain: one row per assessment cycle, group, stage and indicator with members in scope
-- means of leading schools and of the others, weighted by pupils; the change is that of
-- the members who were so in the cycle before
with resources as (
    select * from {{ ref('int_group_resource') }}
    where is_in_scope
)

select
    cycle_id,
    county_id,
    group_id,
    stage,
    indicator_id,
    count(case when is_leading then 1 end) as leading_school_count,
    count(case when is_constant then 1 end) as constant_school_count,
    {{ mean_of_part('is_leading', 'value', 'denominator') }} as leading_mean,
    {{ mean_of_part('not is_leading', 'value', 'denominator') }} as led_mean,
    {{ mean_of_part('is_constant and is_leading', 'value', 'denominator') }}
    - {{ mean_of_part('is_constant and not is_leading', 'value', 'denominator') }}
        as constant_gap,
    {{ mean_of_part(
        'is_constant and is_leading', 'previous_value', 'previous_denominator'
    ) }}
    - {{ mean_of_part(
        'is_constant and not is_leading', 'previous_value', 'previous_denominator'
    ) }} as previous_gap
from resources
group by cycle_id, county_id, group_id, stage, indicator_id
