-- grain: one row per assessment cycle and county: disabled children of school age, and
-- those of them who are enrolled, by the list and by 区县基本情况
-- enrolled are those of a school and those taught at home (standard.md 1.3 Q2)
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

children as (select * from {{ ref('stg_special_education') }}),

stated as (select * from {{ ref('int_county_total_stated') }}),

lists as (
    select * from {{ ref('stg_submission') }}
    where form = 'special_education' and is_effective
),

summed as (
    select
        county_id,
        school_year,
        sum(child_count) as child_count,
        sum(case when placement = 'special_school' then child_count else 0 end)
            as special_school_count,
        sum(
            case
                when
                    placement in (
                        'special_school', 'special_class', 'regular_class',
                        'home_teaching'
                    )
                    then child_count
                else 0
            end
        ) as enrolled_count
    from children
    group by county_id, school_year
)

select
    cycle.county_id,
    cycle.cycle_id,
    cycle.statistics_school_year,
    lists._file is not null as is_list_received,
    -- who was sent back may be enrolled or not
    coalesce(lists.rows_rejected, 0) > 0 as is_list_open,
    summed.child_count,
    summed.enrolled_count,
    summed.special_school_count,
    children_total.value as stated_child_count,
    enrolled_total.value as stated_enrolled_count,
    {{ is_disagreeing('summed.child_count', 'children_total') }}
    or {{ is_disagreeing('summed.enrolled_count', 'enrolled_total') }}
        as is_disagreeing
from county_cycles as cycle
left join lists
    on
        cycle.county_id = lists.county_id
        and cast(cycle.statistics_school_year as string) = lists.period
left join summed
    on
        cycle.county_id = summed.county_id
        and cycle.statistics_school_year = summed.school_year
left join stated as children_total
    on
        cycle.county_id = children_total.county_id
        and cycle.cycle_id = children_total.cycle_id
        and children_total.fact = 'Q2|children'
left join stated as enrolled_total
    on
        cycle.county_id = enrolled_total.county_id
        and cycle.cycle_id = enrolled_total.cycle_id
        and enrolled_total.fact = 'Q2|enrolled'
