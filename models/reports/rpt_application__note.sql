-- grain: one row per county in the newest assessment cycle
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

resources as (select * from {{ ref('fct_school_resource') }}),

words as (
    select * from {{ ref('display_word') }}
    where list_id = 'application_note'
),

-- one row a school stage
schools as (
    select
        county_id,
        cycle_id,
        school_id,
        stage,
        school_type,
        max(case when is_pass is null then 1 else 0 end) as is_missing
    from resources
    where is_in_scope
    group by county_id, cycle_id, school_id, stage, school_type
),

counted as (
    select
        newest.county_id,
        newest.county_name,
        {% set through = "schools.school_type in ('312', '345')" %}
        {% for name, kept in {
            'primary': "schools.stage = 'primary'",
            'primary_part': "schools.stage = 'primary' and " ~ through,
            'point': "schools.stage = 'primary' and schools.school_type = '218'",
            'junior': "schools.stage = 'junior'",
            'junior_part': "schools.stage = 'junior' and " ~ through,
            'complete': "schools.stage = 'junior' and schools.school_type = '341'",
            'missing': "schools.is_missing = 1",
        }.items() -%}
            cast(count(case when {{ kept }} then 1 end) as string) as {{ name }}_text
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from newest_cycles as newest
    left join schools
        on newest.county_id = schools.county_id and newest.cycle_id = schools.cycle_id
    group by newest.county_id, newest.county_name
),

texts as (
    select
        max(case when code = 'school' then name_zh end) as school_text,
        max(case when code = 'balance' then name_zh end) as balance_text,
        max(case when code = 'item' then name_zh end) as item_text,
        max(case when code = 'missing' then name_zh end) as missing_text
    from words
),

noted as (
    select
        counted.*,
        texts.school_text,
        texts.balance_text,
        texts.item_text,
        case
            when counted.missing_text <> '0'
                then {{ filled_sentence('texts.missing_text', {
                    'missing': 'counted.missing_text',
                }) }}
        end as missing_note
    from counted
    cross join texts
)

select
    cast(county_id as string) as county_id,
    cast(county_name as string) as county_name,
    cast('注：' || missing_note as string) as standard_note,
    cast(
        {{ filled_sentence('school_text', {
            'primary': 'primary_text',
            'primary_part': 'primary_part_text',
            'point': 'point_text',
            'junior': 'junior_text',
            'junior_part': 'junior_part_text',
            'complete': 'complete_text',
        }) }} as string
    ) as school_note,
    cast(balance_text || coalesce(missing_note, '') as string) as balance_note,
    cast(item_text as string) as item_note
from noted
