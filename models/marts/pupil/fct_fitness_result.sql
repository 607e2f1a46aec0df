-- grain: one row per entity (school or county), school year and stage with results
with sums as (select * from {{ ref('int_fitness_summed') }}),

withheld as (select * from {{ ref('int_fitness_withheld') }}),

schools as (select * from {{ ref('dim_school') }}),

counties as (select * from {{ ref('dim_county') }})

select
    cast(sums.school_year as integer) as school_year,
    cast(sums.county_id as string) as county_id,
    cast(sums.entity_type as string) as entity_type,
    cast(sums.entity_id as string) as entity_id,
    cast(coalesce(school.school_name, county.county_name) as string) as entity_name,
    cast(sums.stage as string) as stage,
    cast(sums.school_count as integer) as school_count,
    cast(sums.contradicting_school_count as integer) as contradicting_school_count,
    cast(sums.pupil_count as integer) as pupil_count,
    {% for name in ['tested', 'excellent', 'good', 'pass', 'fail'] -%}
        cast(sums.{{ name }}_count as integer) as {{ name }}_count,
    {% endfor -%}
    {{ ratio('sums.tested_count', 'sums.pupil_count') }} as tested_ratio,
    {{ ratio('sums.excellent_count', 'sums.tested_count') }} as excellent_ratio,
    {{ ratio('sums.excellent_count + sums.good_count', 'sums.tested_count') }}
        as good_or_better_ratio,
    {{ ratio('sums.tested_count - sums.fail_count', 'sums.tested_count') }}
        as pass_or_better_ratio,
    cast(
        case
            when sums.school_count = 0 then 'fitness_counts_disagree'
            when sums.tested_count = 0 then 'nobody_tested'
        end as string
    ) as reason,
    cast(withheld.is_withheld as boolean) as is_suppressed
from sums
inner join withheld
    on
        sums.county_id = withheld.county_id
        and sums.school_year = withheld.school_year
        and sums.entity_type = withheld.entity_type
        and sums.entity_id = withheld.entity_id
        and sums.stage = withheld.stage
left join counties as county
    on
        sums.county_id = county.county_id
        and sums.school_year = county.school_year
        and sums.entity_type = 'county'
left join schools as school
    on
        sums.county_id = school.county_id
        and sums.entity_id = school.school_id
        and sums.school_year = school.school_year
        and sums.entity_type = 'school'
