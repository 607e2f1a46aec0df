{% set numbers = campus_numbers() + ['pupil_count', 'class_count'] %}
{% for kind in teacher_kinds() %}
    {% do numbers.append(kind ~ '_teacher_count') %}
{% endfor %}
{% set codes = {
    'is_counted': 'counted', 'school_type': 'school_type',
    'ownership': 'ownership', 'urban_rural_code': 'urban_rural_code',
} %}
-- grain: one row per row of the education statistics and fact that it states
-- a row speaks of its own stage, and of the campus that its stages share
with sources as (
    select * from {{ ref('int_source_staged') }}
    where source = 'education_statistics'
),

listed as (
    select
        *,
        case when is_counted then '1' when not is_counted then '0' end as counted
    from {{ ref('int_statistics_listed') }}
),

attributed as (select * from {{ ref('int_statistics_attributed') }})

select
    {{ stated_fact(
        'attributed', 'school_id',
        value=value_of_field('sources.field', 'listed', numbers, 'decimal(18, 2)'),
        code=value_of_field('sources.field', 'listed', codes, 'string'),
        form='attributed.form',
        place_order='attributed.stage_position',
        row='attributed._row'
    ) }}
from attributed
inner join listed
    on
        attributed._file = listed._file
        and attributed._sheet = listed._sheet
        and attributed._row = listed._row
inner join sources
    on sources.stage in ('all', attributed.stage)
