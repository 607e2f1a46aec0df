-- grain: one row per county, school year and stratum: all, city, town or village
-- what rosters and pupils make is of all schools or not at all; posts and turnover are
-- of the schools that have them, which are counted
with staffing as (select * from {{ ref('fct_school_staffing') }}),

strata as (
    select
        staffing.*,
        case kind.code when 'all' then 'all' else staffing.urban_rural end as stratum,
        staffing.pupil_count is not null
        and staffing.class_count is not null
        and staffing.teacher_count is not null as is_complete,
        staffing.empty_post_count is not null as has_posts
    from staffing
    cross join (values ('all'), ('urban_rural')) as kind (code)
)

select
    county_id,
    school_year,
    stratum,
    count(*) as school_count,
    count(case when not is_complete then 1 end) as incomplete_school_count,
    {% for name in [
        'pupil', 'class', 'teacher', 'senior_title', 'middle_title',
    ] -%}
        case
            when count(*) = count(case when is_complete then 1 end)
                then sum({{ name }}_count)
        end as {{ name }}_count,
    {% endfor -%}
    {% for name in ['needed_teacher', 'subject_shortage', 'structural_shortage'] -%}
        case
            when count(*) = count({{ name }}_count)
                then {{ exact_sum(name ~ '_count') }}
        end as {{ name }}_count,
    {% endfor -%}
    count(case when has_posts then 1 end) as post_school_count,
    sum(case when has_posts then approved_post_count end) as approved_post_count,
    sum(case when has_posts then staffed_count end) as staffed_count,
    -- nobody has waited for a year where there is no year before
    case
        when count(previous_teacher_count) > 0
            then count(case when is_unfilled_post_warning then 1 end)
    end as warning_school_count,
    count(previous_teacher_count) as compared_school_count,
    sum(previous_teacher_count) as previous_teacher_count,
    sum(joined_count) as joined_count,
    sum(left_count) as left_count
from strata
where stratum is not null
group by county_id, school_year, stratum
