{% set numbers = campus_numbers() + ['pupil_count', 'class_count'] %}
{% for kind in teacher_kinds() %}
    {% do numbers.append(kind ~ '_teacher_count') %}
{% endfor %}
-- grain: one row per row of the education statistics and fact that it states
-- a row speaks of its own stage, and of the campus that its stages share
with sources as (
    select
        precedence.*,
        fact.stage
    from {{ ref('source_precedence') }} as precedence
    inner join {{ ref('reconciled_fact') }} as fact
        on precedence.fact = fact.fact
    where precedence.source = 'education_statistics'
),

listed as (
    select
        *,
        case when is_counted then '1' when not is_counted then '0' end as counted
    from {{ ref('int_statistics_listed') }}
),

attributed as (select * from {{ ref('int_statistics_attributed') }})

select
    attributed.county_id,
    attributed.school_year,
    attributed.school_id,
    sources.source,
    sources.fact,
    {{ value_of_field('sources.field', 'listed', numbers, 'decimal(18, 2)') }} as value,
    case sources.field
        when 'is_counted' then listed.counted
        when 'school_type' then listed.school_type
        when 'ownership' then listed.ownership
        when 'urban_rural_code' then listed.urban_rural_code
    end as code,
    attributed.form,
    sources.field,
    attributed.stage_position as place_order,
    attributed._file,
    attributed._sheet,
    attributed._row
from attributed
inner join listed
    on
        attributed._file = listed._file
        and attributed._sheet = listed._sheet
        and attributed._row = listed._row
inner join sources
    on sources.stage in ('all', attributed.stage)
