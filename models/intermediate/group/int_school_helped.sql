-- grain: one row per group, helped school and the school year since which it is helped
with members as (select * from {{ ref('bridge_group_member') }}),

spans as (
    select
        county_id,
        group_id,
        school_id,
        {{ school_year_of('valid_from') }} as helped_since,
        valid_to
    from members
    where role = 'helped'
)

select
    county_id,
    group_id,
    school_id,
    helped_since,
    -- of two spans that begin in one school year the one that lasts
    case when count(*) = count(valid_to) then max(valid_to) end as valid_to
from spans
group by county_id, group_id, school_id, helped_since
