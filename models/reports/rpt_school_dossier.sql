-- grain: one row per school, day, kind of event and what tells events of a kind apart,
-- under the code that it was told of
-- a school that took another code has one story; what was taken in keeps its own
with told as (
    {% for theme in dossier_themes() -%}
        select * from {{ ref('int_dossier_' ~ theme) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

current_codes as (select * from {{ ref('int_school_current') }}),

names as (select * from {{ ref('int_entity_named') }}),

kinds as (select * from {{ ref('dossier_event') }}),

placed as (
    select
        told.*,
        coalesce(held.current_school_id, told.school_id) as current_school_id
    from told
    left join current_codes as held
        on told.county_id = held.county_id and told.school_id = held.school_id
)

select
    cast(placed.county_id as string) as county_id,
    cast(placed.current_school_id as string) as school_id,
    cast(coalesce(school.entity_name, placed.current_school_id) as string)
        as school_name,
    cast(placed.event_date as date) as event_date,
    cast({{ school_year_of('placed.event_date') }} as integer) as school_year,
    cast(
        {{ school_year_text(school_year_of('placed.event_date')) }} as string
    ) as school_year_name,
    cast(kind.position as integer) as position,
    cast(placed.event_kind as string) as event_kind,
    cast(placed.detail_id as string) as detail_id,
    cast(placed.school_id as string) as recorded_school_id,
    cast(kind.theme_zh as string) as theme,
    cast(placed.title as string) as title,
    cast(placed.text as string) as text,
    cast(kind.audience as string) as audience,
    cast(placed.is_suppressed as boolean) as is_suppressed
from placed
inner join kinds as kind
    on placed.event_kind = kind.event_kind
left join names as school
    on
        school.entity_type = 'school'
        and placed.county_id = school.county_id
        and placed.current_school_id = school.entity_id
left join names as recorded
    on
        recorded.entity_type = 'school'
        and placed.county_id = recorded.county_id
        and placed.school_id = recorded.entity_id
-- only who stands, or stood, on a list of the county is a school of it
where school.entity_id is not null or recorded.entity_id is not null
