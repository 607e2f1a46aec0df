-- grain: one row per school and finance year
with allowances as (select * from {{ ref('fct_village_allowance') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(allowance.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(allowance.finance_year as integer) as finance_year,
    cast(allowance.school_id as string) as school_id,
    allowance.school_name,
    cast(place.name_zh as string) as urban_rural_name,
    allowance.distance_km,
    cast(hardship.name_zh as string) as hardship_name,
    allowance.tier,
    allowance.amount_month_yuan,
    allowance.teacher_head_count,
    allowance.due_yuan,
    allowance.paid_yuan,
    allowance.below_tier_count,
    allowance.shortage_yuan,
    cast(coalesce(reason.name_zh, '') as string) as note,
    allowance.is_suppressed
from allowances as allowance
left join words as place
    on {{ word_of('place', 'urban_rural', 'allowance.urban_rural') }}
left join codes as hardship
    on
        hardship.list_id = 'hardship_class'
        and allowance.hardship_class = hardship.code
left join words as reason
    on {{ word_of('reason', 'reason', 'allowance.reason') }}
left join newest_cycles as newest
    on allowance.county_id = newest.county_id
