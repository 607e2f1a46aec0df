-- grain: one row per school, school year, source and fact, branches summed
-- what is missing of one campus is missing of the whole; a roster without rows is 0
with expected as (select * from {{ ref('int_fact_expected') }}),

found as (select * from {{ ref('int_fact_found') }}),

joined as (
    select
        expected.*,
        case
            when found.source is not null then found.value
            when expected.is_received and expected.source like '%_roster' then 0
        end as value,
        case
            when found.source is not null then found.least_value
            when expected.is_received and expected.source like '%_roster' then 0
        end as least_value,
        case
            when found.source is not null then found.most_value
            when expected.is_received and expected.source like '%_roster' then 0
        end as most_value,
        found.code,
        coalesce(found.is_contradicting, false) as is_contradicting,
        coalesce(found.file_id, '') as file_id,
        coalesce(found.sheet, '') as sheet,
        coalesce(found.cell, '') as cell,
        case when expected.is_branch then '1' else '0' end || expected.school_id
            as place_order
    from expected
    left join found
        on
            expected.county_id = found.county_id
            and expected.school_year = found.school_year
            and expected.school_id = found.school_id
            and expected.source = found.source
            and expected.fact = found.fact
    where
        not expected.is_contained
        and (expected.is_fitting or found.value is not null or found.is_contradicting)
)

select
    county_id,
    school_year,
    whole_school_id as school_id,
    fact,
    source,
    position,
    case when count(*) = count(value) then cast(sum(value) as decimal(18, 2)) end
        as value,
    case
        when count(*) = count(least_value)
            then cast(sum(least_value) as decimal(18, 2))
    end as least_value,
    case
        when count(*) = count(most_value)
            then cast(sum(most_value) as decimal(18, 2))
    end as most_value,
    max(code) as code,
    max(case when is_contradicting then 1 else 0 end) = 1 as is_contradicting,
    cast(count(*) as integer) as campus_count,
    {{ joined_places('file_id', 'place_order') }} as file_id,
    {{ joined_places('sheet', 'place_order') }} as sheet,
    {{ joined_places('cell', 'place_order') }} as cell
from joined
group by
    county_id, school_year, whole_school_id, fact, source, position, is_optional
having
    -- the first source is asked for whether its form came or not
    (position = 1 or max(case when is_received then 1 else 0 end) = 1)
    and (not is_optional or count(*) = count(value))
