-- grain: one row per school in the newest exchange year with a ledger, of what is in
-- force in it
-- schools out of scope where somebody came or went
with exchanges as (
    select * from {{ ref('fct_school_exchange') }}
    where count_mode = 'in_force'
),

newest_years as (
    select
        county_id,
        max(school_year) as school_year
    from exchanges
    group by county_id
),

contradictions as (
    select
        county_id,
        school_year,
        school_id,
        sum(teacher_count) as contradiction_count
    from {{ ref('fct_school_exchange_reconciliation') }}
    group by county_id, school_year, school_id
),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(school.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(
        cast(school.school_year as string)
        || '-'
        || cast(school.school_year + 1 as string) as string
    ) as school_year_name,
    cast(school.school_id as string) as school_id,
    cast(school.school_name as string) as school_name,
    cast(place.name_zh as string) as place_name,
    school.sent_count,
    school.received_count,
    school.backbone_sent_count,
    school.backbone_received_count,
    school.backbone_net_count,
    school.backbone_before_count,
    school.backbone_after_count,
    school.known_year_count,
    school.empty_year_count,
    school.is_never_receiving,
    cast(coalesce(wrong.contradiction_count, 0) as integer) as contradiction_count
from exchanges as school
inner join newest_years
    on
        school.county_id = newest_years.county_id
        and school.school_year = newest_years.school_year
inner join newest_cycles as newest
    on school.county_id = newest.county_id
left join contradictions as wrong
    on
        school.county_id = wrong.county_id
        and school.school_year = wrong.school_year
        and school.school_id = wrong.school_id
left join words as place
    on {{ word_of('place', 'urban_rural', 'school.urban_rural') }}
where school.is_in_scope or school.sent_count + school.received_count > 0
