{% set kinds = {
    'primary_school_count': '211', 'nine_year_school_count': '312',
    'junior_school_count': '311', 'complete_school_count': '341',
    'twelve_year_school_count': '345', 'special_school_count': '511',
} %}
{% set stages = ['primary', 'junior'] %}
-- grain: one row per county in the newest assessment cycle, as in the national form I
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

places as (
    select * from {{ ref('dim_school_stage') }}
    -- its pupils stand in no form of the compulsory stages
    where scope_reason <> 'excluded_type'
),

classes as (select * from {{ ref('fct_class') }}),

teachers as (select * from {{ ref('dim_teacher') }}),

scopes as (
    select * from {{ ref('indicator_scope') }}
    where scope_id = 'R'
),

school_counts as (
    select
        schools.county_id,
        schools.school_year,
        {% for name, code in kinds.items() -%}
            count(
                case
                    when
                        schools.school_type = '{{ code }}'
                        and coalesce(schools.is_counted, true)
                        then 1
                end
            )
                as {{ name }},
        {% endfor -%}
        count(case when schools.is_teaching_point then 1 end) as point_count,
        -- a point whose pupils nobody knows may be large enough to count as a school
        case
            when
                count(case when schools.is_teaching_point then 1 end)
                = count(
                    case when schools.is_teaching_point then schools.pupil_count end
                )
                then
                    count(
                        case
                            when
                                schools.is_teaching_point
                                and schools.pupil_count
                                >= scopes.min_teaching_point_pupil_count
                                then 1
                        end
                    )
        end as large_point_count
    from schools
    cross join scopes
    group by schools.county_id, schools.school_year
),

pupil_counts as (
    select
        county_id,
        school_year,
        {% for stage in stages -%}
            case
                when
                    count(case when stage = '{{ stage }}' then 1 end)
                    = count(case when stage = '{{ stage }}' then pupil_count end)
                    then sum(case when stage = '{{ stage }}' then pupil_count end)
            end as {{ stage }}_pupil_count
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from places
    group by county_id, school_year
),

class_counts as (
    select
        county_id,
        school_year,
        {% for stage in stages -%}
            count(case when stage = '{{ stage }}' then 1 end) as {{ stage }}_class_count
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from classes
    group by county_id, school_year
),

staff_counts as (
    select
        county_id,
        school_year,
        {% for stage in stages -%}
            count(case when stage = '{{ stage }}' then 1 end)
                as {{ stage }}_staff_count,
            count(
                case when stage = '{{ stage }}' and post_category = 'teacher' then 1 end
            ) as {{ stage }}_teacher_count
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from teachers
    group by county_id, school_year
)

select
    cast(newest.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(county.population_count / 10000 as decimal(18, 2)) as population,
    cast(county.rural_population_count / 10000 as decimal(18, 2)) as rural_population,
    cast(county.township_count as integer) as township_count,
    cast(county.village_count as integer) as village_count,
    {% for name in ['gdp', 'fiscal_revenue', 'rural_income', 'urban_income'] -%}
        cast(cast(county.{{ name }}_per_head_yuan as decimal(18, 0)) as bigint)
            as {{ name }}_per_head_yuan,
    {% endfor -%}
    {% for name in (kinds | list) + ['point_count', 'large_point_count'] -%}
        cast(school_counts.{{ name }} as integer) as {{ name }},
    {% endfor -%}
    {% for stage in stages -%}
        cast(class_counts.{{ stage }}_class_count as integer)
            as {{ stage }}_class_count,
    {% endfor -%}
    {% for stage in stages -%}
        cast(pupil_counts.{{ stage }}_pupil_count as integer)
            as {{ stage }}_pupil_count,
    {% endfor -%}
    {% for stage in stages -%}
        cast(staff_counts.{{ stage }}_staff_count as integer)
            as {{ stage }}_staff_count,
        cast(staff_counts.{{ stage }}_teacher_count as integer)
            as {{ stage }}_teacher_count
        {%- if not loop.last %},{% endif %}
    {% endfor %}
from newest_cycles as newest
inner join counties as county
    on
        newest.county_id = county.county_id
        and newest.statistics_school_year = county.school_year
{% for part in ['school', 'pupil', 'class', 'staff'] -%}
    left join {{ part }}_counts
        on
            newest.county_id = {{ part }}_counts.county_id
            and newest.statistics_school_year = {{ part }}_counts.school_year
{% endfor %}
