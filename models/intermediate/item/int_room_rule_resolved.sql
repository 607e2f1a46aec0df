-- grain: one row per school, school year and rule of G3: classes a room, and the area
-- of either kind
-- of a school with both stages the smaller number of classes a room, and for a room
-- that both use the larger area
with stages as (
    select * from {{ ref('int_stage_scoped') }}
    where scope_id = 'G3'
),

rules as (select * from {{ ref('int_school_rule_resolved') }}),

limited as (
    select
        stages.county_id,
        stages.school_year,
        stages.school_id,
        rules.indicator_id,
        rules.limit_value,
        rules.threshold_id,
        max(rules.limit_value) over (
            partition by
                stages.county_id,
                stages.school_year,
                stages.school_id,
                rules.indicator_id
        ) as largest_limit
    from stages
    inner join rules
        on
            stages.county_id = rules.county_id
            and stages.school_year = rules.school_year
            and stages.school_id = rules.school_id
            and stages.stage = rules.stage
    where rules.indicator_id in ('G3', 'G3-music', 'G3-fine-art')
)

select
    county_id,
    school_year,
    school_id,
    indicator_id,
    min(limit_value) as least_limit,
    max(limit_value) as limit_value,
    max(case when limit_value = largest_limit then threshold_id end) as threshold_id
from limited
group by county_id, school_year, school_id, indicator_id
