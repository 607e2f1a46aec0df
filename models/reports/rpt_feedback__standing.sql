-- grain: one row per school that reads, exam, subject, comparison and reference
-- only what the source of an exam allows; a school reads of itself alone, under the
-- code that it has now
with standings as (
    select * from {{ ref('fct_school_standing') }}
    where is_releasable
),

current_codes as (select * from {{ ref('int_school_current') }}),

names as (select * from {{ ref('int_entity_named') }}),

papers as (select * from {{ ref('int_paper_named') }}),

models as (select * from {{ ref('value_added_model') }}),

words as (select * from {{ ref('display_word') }}),

placed as (
    select
        standing.*,
        coalesce(held.current_school_id, standing.school_id) as current_school_id
    from standings as standing
    left join current_codes as held
        on
            standing.county_id = held.county_id
            and standing.school_id = held.school_id
)

select
    cast(placed.county_id as string) as county_id,
    cast(placed.current_school_id as string) as school_id,
    cast(reader.entity_name as string) as school_name,
    paper.school_year,
    paper.school_year_name,
    cast(placed.exam_id as string) as exam_id,
    paper.exam_name,
    cast(placed.subject as string) as subject,
    paper.subject_name,
    cast(placed.comparison as string) as comparison,
    cast(comparison.name_zh as string) as comparison_name,
    cast(
        case placed.comparison
            when 'county' then 1
            when 'stratum' then 2
            when 'past' then 3
            else 4
        end as integer
    ) as position,
    cast(placed.reference_id as string) as reference_id,
    cast(
        coalesce(entity.entity_name, earlier.exam_name, model.model_name_zh) as string
    ) as reference_name,
    placed.pupil_count,
    placed.t_score,
    placed.reference_t_score,
    placed.difference,
    placed.difference_low,
    placed.difference_high,
    cast(band.name_zh as string) as band_name,
    placed.is_suppressed
from placed
inner join papers as paper
    on {{ same_paper('placed', 'paper') }}
-- only who stands, or stood, on a list of the county is a school of it
inner join names as reader
    on
        placed.county_id = reader.county_id
        and reader.entity_type = 'school'
        and placed.current_school_id = reader.entity_id
inner join words as comparison
    on {{ word_of('comparison', 'standing_comparison', 'placed.comparison') }}
left join names as entity
    on
        placed.county_id = entity.county_id
        and placed.comparison = entity.entity_type
        and placed.reference_id = entity.entity_id
left join papers as earlier
    on
        placed.county_id = earlier.county_id
        and placed.comparison = 'past'
        and placed.reference_id = earlier.exam_id
        and placed.subject = earlier.subject
left join models as model
    on
        placed.comparison = 'value_added'
        and placed.reference_id = model.model_id
left join words as band
    on {{ word_of('band', 'standing_band', 'placed.band') }}
