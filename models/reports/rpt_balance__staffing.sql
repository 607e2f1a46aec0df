-- grain: one row per county, school year up to the newest cycle's, and stratum
with strata as (select * from {{ ref('int_staffing_stratum_summed') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(strata.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(strata.school_year as integer) as school_year,
    cast(strata.stratum as string) as stratum,
    cast(
        case strata.stratum
            when 'all' then 1
            when 'city' then 2
            when 'town' then 3
            else 4
        end as integer
    ) as position,
    cast(
        cast(strata.school_year as string)
        || '-'
        || cast(strata.school_year + 1 as string) as string
    ) as school_year_name,
    cast(word.name_zh as string) as stratum_name,
    cast(strata.school_count as integer) as school_count,
    cast(strata.incomplete_school_count as integer) as incomplete_school_count,
    cast(strata.pupil_count as integer) as pupil_count,
    cast(strata.class_count as integer) as class_count,
    cast(strata.teacher_count as integer) as teacher_count,
    {{ ratio('strata.pupil_count', 'strata.teacher_count') }} as pupils_per_teacher,
    {{ ratio('strata.teacher_count', 'strata.class_count') }} as teachers_per_class,
    {{ ratio('strata.senior_title_count', 'strata.teacher_count') }}
        as senior_title_ratio,
    {{ ratio('strata.middle_title_count', 'strata.teacher_count') }}
        as middle_title_ratio,
    cast(strata.needed_teacher_count as double) as needed_teacher_count,
    cast(strata.subject_shortage_count as double) as subject_shortage_count,
    cast(strata.structural_shortage_count as double) as structural_shortage_count,
    cast(strata.post_school_count as integer) as post_school_count,
    cast(strata.approved_post_count as integer) as approved_post_count,
    cast(strata.staffed_count as integer) as staffed_count,
    cast(strata.warning_school_count as integer) as warning_school_count,
    cast(strata.compared_school_count as integer) as compared_school_count,
    cast(strata.previous_teacher_count as integer) as previous_teacher_count,
    cast(strata.joined_count as integer) as joined_count,
    cast(strata.left_count as integer) as left_count,
    {{ ratio('strata.left_count', 'strata.previous_teacher_count') }} as left_ratio
from strata
inner join newest_cycles as newest
    on
        strata.county_id = newest.county_id
        and strata.school_year <= newest.statistics_school_year
inner join words as word
    on
        word.list_id in ('urban_rural', 'stratum_type')
        and strata.stratum = word.code
