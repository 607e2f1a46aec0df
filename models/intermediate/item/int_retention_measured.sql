-- grain: one row per county, assessment cycle and way of working out retention
-- (初中三年巩固率): three formulas are in use (standard.md 2.6), the county chooses one
-- a school whose numerator is open keeps its pupils or loses them; one whose
-- denominator is open can have any number of them
with schools as (select * from {{ ref('int_retention_counted') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

choices as (
    select * from {{ ref('int_choice_resolved') }}
    where choice = 'retention_method'
),

methods as (
    select
        schools.*,
        'stayed_of_entrants' as method,
        schools.graduate_count - schools.moved_in_count + schools.moved_out_count
            as numerator,
        schools.entrant_count - schools.death_count as denominator
    from schools
    union all
    select
        schools.*,
        'graduates_of_expected' as method,
        schools.graduate_count as numerator,
        schools.entrant_count + schools.moved_in_count - schools.death_count
        - schools.moved_out_count as denominator
    from schools
    union all
    select
        schools.*,
        'graduates_of_expected_capped' as method,
        schools.graduate_count as numerator,
        schools.entrant_count + schools.moved_in_count - schools.moved_out_count
            as denominator
    from schools
),

summed as (
    select
        county_id,
        cycle_id,
        method,
        count(*) as school_count,
        count(case when denominator is null then 1 end) as open_school_count,
        count(case when numerator > denominator then 1 end) as above_whole_count,
        sum(graduate_count) as graduate_count,
        sum(entrant_count) as entrant_count,
        sum(moved_in_count) as moved_in_count,
        sum(moved_out_count) as moved_out_count,
        sum(death_count) as death_count,
        coalesce(
            sum(case when denominator is not null then numerator end), 0
        ) as least_numerator,
        coalesce(sum(denominator), 0) as denominator,
        coalesce(
            sum(case when numerator is null then denominator end), 0
        ) as open_denominator
    from methods
    group by county_id, cycle_id, method
)

select
    summed.county_id,
    summed.cycle_id,
    summed.method,
    summed.method = choice.value as is_chosen,
    summed.school_count,
    summed.open_school_count,
    summed.above_whole_count,
    summed.graduate_count,
    summed.entrant_count,
    summed.moved_in_count,
    summed.moved_out_count,
    summed.death_count,
    summed.least_numerator,
    summed.least_numerator + summed.open_denominator as most_numerator,
    summed.denominator,
    case
        when summed.open_school_count > 0 or summed.open_denominator > 0 then null
        when summed.method = 'graduates_of_expected_capped'
            then
                least(
                    {{ ratio('summed.least_numerator', 'summed.denominator') }},
                    cast(1 as double)
                )
        else {{ ratio('summed.least_numerator', 'summed.denominator') }}
    end as value
from summed
inner join county_cycles as cycle
    on
        summed.county_id = cycle.county_id
        and summed.cycle_id = cycle.cycle_id
left join choices as choice
    on
        cycle.county_id = choice.county_id
        and cycle.statistics_school_year = choice.school_year
