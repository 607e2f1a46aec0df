-- grain: one row per county, assessment cycle and whom groups should cover
with coverages as (select * from {{ ref('fct_group_coverage') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

counties as (select * from {{ ref('dim_county') }}),

cycles as (select * from {{ ref('dim_assessment_cycle') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(coverage.county_id as string) as county_id,
    cast(county.county_name as string) as county_name,
    cast(coverage.cycle_id as string) as cycle_id,
    cast(cycle.cycle_name as string) as cycle_name,
    cast(coverage.target as string) as target,
    cast(target.name_zh as string) as target_name,
    cast(
        case coverage.target when 'all' then 1 when 'weak' then 2 else 3 end as integer
    ) as position,
    coverage.school_count,
    coverage.covered_count,
    coverage.coverage_ratio,
    coverage.unranked_count,
    cast(part.name_zh as string) as index_part_names,
    cast(reason.name_zh as string) as note
from coverages as coverage
inner join county_cycles as placed
    on
        coverage.county_id = placed.county_id
        and coverage.cycle_id = placed.cycle_id
inner join counties as county
    on
        coverage.county_id = county.county_id
        and placed.statistics_school_year = county.school_year
inner join cycles as cycle
    on coverage.cycle_id = cycle.cycle_id
left join words as target
    on {{ word_of('target', 'coverage_target', 'coverage.target') }}
left join words as part
    on {{ word_of('part', 'index_part', 'coverage.index_parts') }}
left join words as reason
    on {{ word_of('reason', 'reason', 'coverage.reason') }}
