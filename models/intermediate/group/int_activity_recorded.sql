-- grain: one row per group, school, term and kind of activity with a record
-- September to January is the autumn term, the rest of the school year the spring
with activities as (select * from {{ ref('stg_group_activity') }}),

placed as (
    select
        *,
        coalesce(group_id, group_name) as known_as,
        cast({{ school_year_of('activity_date') }} as string)
        || case
            when extract(month from activity_date) between 2 and 8 then '-spring'
            else '-autumn'
        end as term_id
    from activities
)

select
    county_id,
    known_as as group_id,
    school_id,
    term_id,
    cast(substr(term_id, 1, 4) as integer) as school_year,
    activity_kind,
    count(*) as record_count,
    count(case when evidence is null then 1 end) as unproved_count,
    cast(sum(hours) as decimal(9, 1)) as hours
from placed
group by county_id, known_as, school_id, term_id, activity_kind
