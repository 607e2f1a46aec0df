-- grain: one row per entity (school or county), school year and stage
-- a county's stage is the whole of its schools'
{% set whole = 'county_id, school_year, stage' %}
with sums as (select * from {{ ref('int_fitness_summed') }}),

classes as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'sensitive'
),

-- too few were tested, or too few failed: they could be found out
sized as (
    select
        sums.county_id,
        sums.school_year,
        sums.entity_type,
        sums.entity_id,
        sums.stage,
        sums.school_count,
        sums.tested_count,
        sums.fail_count,
        classes.minimum_count,
        case
            when
                sums.tested_count < classes.minimum_count
                or (sums.fail_count > 0 and sums.fail_count < classes.minimum_count)
                then 1
            else 0
        end as is_small
    from sums
    cross join classes
),

wholes as (
    select * from sized
    where entity_type = 'county'
),

-- where nobody at all failed there is nobody to be hidden among others
parts as (
    select
        sized.*,
        whole.is_small as is_whole_small,
        case
            when whole.fail_count = 0 then sized.minimum_count
            else sized.fail_count
        end as hiding_fail_count
    from sized
    inner join wholes as whole
        on
            sized.county_id = whole.county_id
            and sized.school_year = whole.school_year
            and sized.stage = whole.stage
    -- what contradicts itself is in no sum and hides nobody
    where sized.entity_type = 'school' and sized.school_count > 0
)

select
    county_id,
    school_year,
    entity_type,
    entity_id,
    stage,
    {{ is_withheld_within(
        whole, 'tested_count', 'entity_id',
        {'tested_count': 'minimum_count', 'hiding_fail_count': 'minimum_count'},
        'is_whole_small'
    ) }} as is_withheld
from parts
union all
select
    county_id,
    school_year,
    entity_type,
    entity_id,
    stage,
    is_small = 1 as is_withheld
from sized
where entity_type = 'county' or school_count = 0
