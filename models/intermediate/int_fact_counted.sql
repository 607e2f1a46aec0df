-- grain: one row per school, school year, source and fact counted from a roster's rows
with sources as (
    select
        precedence.*,
        fact.stage
    from {{ ref('source_precedence') }} as precedence
    inner join {{ ref('reconciled_fact') }} as fact
        on precedence.fact = fact.fact
),

classes as (
    select
        county_id,
        school_year,
        sender_id,
        {{ stage_of_grade('grade') }} as stage,
        'class_roster' as form,
        cast(sum(pupil_count) as bigint) as pupil_count,
        count(*) as class_count,
        max(_file) as _file,
        {{ agreed('_sheet') }} as _sheet
    from {{ ref('stg_class_roster') }}
    group by county_id, school_year, sender_id, {{ stage_of_grade('grade') }}
),

pupils as (
    select
        county_id,
        school_year,
        sender_id,
        {{ stage_of_grade('grade') }} as stage,
        'student_roster' as form,
        count(*) as pupil_count,
        0 as class_count,
        max(_file) as _file,
        {{ agreed('_sheet') }} as _sheet
    from {{ ref('stg_student_roster') }}
    group by county_id, school_year, sender_id, {{ stage_of_grade('grade') }}
),

counted as (
    select * from classes
    union all
    select * from pupils
)

select
    counted.county_id,
    cast(counted.school_year as integer) as school_year,
    counted.sender_id as school_id,
    sources.source,
    sources.fact,
    {{ value_of_field(
        'sources.field', 'counted', ['pupil_count', 'class_count'], 'decimal(18, 2)'
    ) }} as value,
    cast(null as string) as code,
    sources.form,
    sources.field,
    1 as place_order,
    counted._file,
    counted._sheet,
    cast(null as bigint) as _row
from counted
inner join sources
    on
        counted.form = sources.form
        and counted.stage = sources.stage
