-- grain: one row per county, finance year and school that pay may come from
-- September's list speaks; a school that closed in summer stands on the list before,
-- which ran from January
with schools as (select * from {{ ref('dim_school') }}),

scopes as (select * from {{ ref('indicator_scope') }}),

type_stages as (select * from {{ ref('school_type_stage') }}),

compulsory as (
    -- distinct: a nine-year school has two stages
    select distinct school_type from type_stages
    where is_judged
),

listed as (
    select
        school.*,
        school.school_year + later.year_count as finance_year,
        row_number() over (
            partition by
                school.county_id,
                school.school_id,
                school.school_year + later.year_count
            order by school.school_year desc
        ) as preference
    from schools as school
    cross join (values (0), (1)) as later (year_count)
)

select
    listed.county_id,
    cast(listed.finance_year as integer) as finance_year,
    listed.school_id,
    listed.school_name,
    listed.school_type,
    listed.ownership,
    listed.urban_rural,
    case
        when listed.is_private and not scope.includes_private then 'private_school'
        when compulsory.school_type is null then 'not_compulsory'
        else 'counted'
    end as scope_reason
from listed
left join compulsory
    on listed.school_type = compulsory.school_type
cross join scopes as scope
where listed.preference = 1 and scope.scope_id = 'G8'
