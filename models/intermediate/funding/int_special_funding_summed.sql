-- grain: one row per assessment cycle and county with money for disabled pupils
-- of special schools alone, or wherever they learn: a choice
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

funding as (
    select * from {{ ref('stg_school_funding') }}
    where funding_item = 'special_education'
),

schools as (select * from {{ ref('int_school_profiled') }}),

choices as (select * from {{ ref('int_choice_resolved') }})

select
    cycle.county_id,
    cycle.cycle_id,
    count(*) as school_count,
    count(*) - count(funding.funded_pupil_count) as unknown_count,
    sum(funding.budget_yuan) as budget_yuan,
    sum(funding.funded_pupil_count) as pupil_count,
    max(coalesce(scope.value, 'special_school')) as scope
from county_cycles as cycle
inner join funding
    on
        cycle.county_id = funding.county_id
        and cycle.finance_year = funding.finance_year
left join schools
    on
        funding.county_id = schools.county_id
        and cycle.statistics_school_year = schools.school_year
        and funding.school_id = schools.school_id
left join choices as scope
    on
        cycle.county_id = scope.county_id
        and cycle.statistics_school_year = scope.school_year
        and scope.choice = 'special_funding_scope'
left join choices as kinds
    on
        cycle.county_id = kinds.county_id
        and cycle.statistics_school_year = kinds.school_year
        and kinds.choice = 'special_school_types'
where
    scope.value = 'all_placements'
    or {{ is_one_of('schools.school_type', 'kinds.value') }}
group by cycle.county_id, cycle.cycle_id
