-- grain: one row per school whose staff is counted and school year: who holds its
-- posts, where the personnel relation is; nothing without all of its rosters
with schools as (select * from {{ ref('int_school_staffed') }}),

campuses as (select * from {{ ref('int_campus_staffed') }}),

placed as (select * from {{ ref('int_teacher_placed') }}),

counted as (
    select
        campuses.county_id,
        campuses.school_year,
        campuses.whole_school_id as school_id,
        count(*) as staff_count,
        count(case when placed.staffing = 'staffed' then 1 end) as staffed_count,
        count(
            case
                when placed.staffing = 'staffed' and placed.post_status = 'in_post'
                    then 1
            end
        ) as staffed_in_post_count,
        count(case when placed.post_status = 'seconded' then 1 end) as seconded_count,
        count(
            case
                when
                    placed.staffing = 'contract' and placed.post_category = 'teacher'
                    then 1
            end
        ) as contract_teacher_count
    from placed
    inner join campuses
        on
            placed.county_id = campuses.county_id
            and placed.school_year = campuses.school_year
            and placed.post_school_id = campuses.school_id
    group by campuses.county_id, campuses.school_year, campuses.whole_school_id
)

select
    schools.county_id,
    schools.school_year,
    schools.school_id,
    {% for name in [
        'staff', 'staffed', 'staffed_in_post', 'seconded', 'contract_teacher',
    ] -%}
        cast(coalesce(counted.{{ name }}_count, 0) as integer) as {{ name }}_count
        {%- if not loop.last %},{% endif %}
    {% endfor %}
from schools
left join counted
    on
        schools.county_id = counted.county_id
        and schools.school_year = counted.school_year
        and schools.school_id = counted.school_id
where schools.has_teacher_roster
