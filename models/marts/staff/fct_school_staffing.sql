-- grain: one row per school and school year
-- teachers count where they teach on 1 September, posts where the personnel relation is
with schools as (select * from {{ ref('int_school_staffed') }}),

taught as (select * from {{ ref('int_school_taught') }}),

posts as (select * from {{ ref('int_post_judged') }}),

shortages as (select * from {{ ref('int_school_shortage_summed') }}),

turnovers as (select * from {{ ref('int_turnover_counted') }})

select
    cast(schools.school_year as integer) as school_year,
    cast(schools.county_id as string) as county_id,
    cast(schools.school_id as string) as school_id,
    cast(schools.school_name as string) as school_name,
    cast(schools.stage as string) as stage,
    cast(schools.school_type as string) as school_type,
    cast(schools.ownership as string) as ownership,
    cast(schools.urban_rural as string) as urban_rural,
    {% for part in ['', 'primary_', 'junior_'] -%}
        {% set teachers = 'taught.' ~ part ~ 'teacher_count' -%}
        {% for thing in ['pupil', 'class', 'teacher'] -%}
            cast(taught.{{ part ~ thing }}_count as integer)
                as {{ part ~ thing }}_count,
        {% endfor -%}
        {{ ratio('taught.' ~ part ~ 'pupil_count', teachers) }}
            as {{ part }}pupils_per_teacher,
        {{ ratio(teachers, 'taught.' ~ part ~ 'class_count') }}
            as {{ part }}teachers_per_class,
    {% endfor -%}
    cast(taught.hosted_teacher_count as integer) as hosted_teacher_count,
    cast(taught.senior_title_count as integer) as senior_title_count,
    cast(taught.middle_title_count as integer) as middle_title_count,
    {{ ratio('taught.senior_title_count', 'taught.teacher_count') }}
        as senior_title_ratio,
    {{ ratio('taught.middle_title_count', 'taught.teacher_count') }}
        as middle_title_ratio,
    {% for name in [
        'approved_post', 'staff', 'staffed', 'staffed_in_post', 'empty_post',
        'contract_teacher', 'seconded',
    ] -%}
        cast(posts.{{ name }}_count as integer) as {{ name }}_count,
    {% endfor -%}
    cast(posts.is_unfilled_post_warning as boolean) as is_unfilled_post_warning,
    cast(posts.is_small_village_school as boolean) as is_small_village_school,
    cast(posts.pupil_norm_post_count as double) as pupil_norm_post_count,
    cast(posts.class_norm_post_count as double) as class_norm_post_count,
    cast(posts.norm_post_count as double) as norm_post_count,
    cast(shortages.needed_teacher_count as double) as needed_teacher_count,
    cast(shortages.subject_shortage_count as double) as subject_shortage_count,
    cast(shortages.overall_shortage_count as double) as overall_shortage_count,
    cast(shortages.structural_shortage_count as double) as structural_shortage_count,
    {% for name in [
        'previous_teacher', 'joined', 'joined_from_school', 'left', 'left_to_school',
        'left_retired',
    ] -%}
        cast(turnovers.{{ name }}_count as integer) as {{ name }}_count,
    {% endfor -%}
    {{ ratio('turnovers.joined_count', 'taught.teacher_count') }} as joined_ratio,
    {{ ratio('turnovers.left_count', 'turnovers.previous_teacher_count') }}
        as left_ratio,
    cast(turnovers.is_composition_changed as boolean) as is_composition_changed,
    cast(nullif(substr(
        case when taught.pupil_count is null then '|pupil_count_missing' else '' end
        || case when schools.has_class_roster then '' else '|class_roster_missing' end
        || case
            when schools.has_teacher_roster then '' else '|teacher_roster_missing'
        end
        || case when turnovers.school_id is null then '|last_roster_missing' else '' end
        || case
            when posts.approved_post_count is not null or schools.is_private then ''
            else '|approved_post_missing'
        end,
        2
    ), '') as string) as missing_reason
from schools
inner join taught
    on
        schools.county_id = taught.county_id
        and schools.school_year = taught.school_year
        and schools.school_id = taught.school_id
inner join posts
    on
        schools.county_id = posts.county_id
        and schools.school_year = posts.school_year
        and schools.school_id = posts.school_id
left join shortages
    on
        schools.county_id = shortages.county_id
        and schools.school_year = shortages.school_year
        and schools.school_id = shortages.school_id
left join turnovers
    on
        schools.county_id = turnovers.county_id
        and schools.school_year = turnovers.school_year
        and schools.school_id = turnovers.school_id
