-- grain: one row per school, school year and way in which ledger and rosters contradict
-- each other
-- who moved without a ledger is told of the school that lists the person now, all
-- others of the school of origin
with contradictions as (select * from {{ ref('fct_exchange_reconciliation') }}),

schools as (select * from {{ ref('dim_school') }}),

told as (
    select
        county_id,
        school_year,
        kind,
        case
            when kind = 'moved_without_ledger' then to_school_id
            else from_school_id
        end as school_id
    from contradictions
)

select
    cast(told.county_id as string) as county_id,
    cast(told.school_year as integer) as school_year,
    cast(told.school_id as string) as school_id,
    cast(told.kind as string) as kind,
    cast(max(school.school_name) as string) as school_name,
    cast(max(school.school_type) as string) as school_type,
    cast(max(school.ownership) as string) as ownership,
    cast(max(school.urban_rural) as string) as urban_rural,
    cast(count(*) as integer) as teacher_count
from told
left join schools as school
    on
        told.county_id = school.county_id
        and told.school_year = school.school_year
        and told.school_id = school.school_id
group by told.county_id, told.school_year, told.school_id, told.kind
