-- grain: one row per person and school year on a counted exchange on 1 September whose
-- two schools sent their rosters of the year, with the school that lists the person
with hosted as (select * from {{ ref('int_teacher_hosted') }}),

rostered as (select * from {{ ref('int_teacher_rostered') }}),

followed as (select * from {{ ref('int_school_followed') }}),

campuses as (select * from {{ ref('int_campus_staffed') }}),

received as (
    select * from {{ ref('stg_submission') }}
    where form = 'teacher_roster' and is_effective
),

standing as ({{ with_standing_ends('hosted', 'followed') }})

select
    standing.county_id,
    standing.school_year,
    standing.teacher_token,
    standing.is_relation_moved,
    rostered.post_status,
    {% for end in ['origin', 'target'] -%}
        coalesce({{ end }}.whole_school_id, standing.{{ end }}_school_id)
            as {{ end }}_school_id,
    {% endfor -%}
    coalesce(listed.whole_school_id, rostered.school_id) as listed_school_id,
    -- a row that went back may be the one that is missing
    from_origin.rows_rejected + from_target.rows_rejected > 0 as is_row_missing
from standing
{% for end in ['origin', 'target'] -%}
    inner join received as from_{{ end }}
        on
            standing.county_id = from_{{ end }}.county_id
            and standing.{{ end }}_school_id = from_{{ end }}.sender_id
            and cast(standing.school_year as string) = from_{{ end }}.period
    left join campuses as {{ end }}
        on
            standing.county_id = {{ end }}.county_id
            and standing.school_year = {{ end }}.school_year
            and standing.{{ end }}_school_id = {{ end }}.school_id
{% endfor -%}
left join rostered
    on
        standing.teacher_token = rostered.teacher_token
        and standing.school_year = rostered.school_year
left join campuses as listed
    on
        rostered.county_id = listed.county_id
        and rostered.school_year = listed.school_year
        and rostered.school_id = listed.school_id
