-- grain: one row per county, stratum, group or school, exam, subject and denominator
-- only what the source of an exam allows; no rank and no single class
with scores as (
    select * from {{ ref('fct_quality_score') }}
    where is_releasable and entity_type <> 'class'
),

papers as (select * from {{ ref('int_paper_named') }}),

names as (select * from {{ ref('int_entity_named') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(score.county_id as string) as county_id,
    paper.county_name,
    cast(score.exam_id as string) as exam_id,
    cast(score.subject as string) as subject,
    cast(score.denominator as string) as denominator,
    cast(score.entity_type as string) as entity_type,
    cast(score.entity_id as string) as entity_id,
    cast(
        case score.entity_type
            when 'county' then 1
            when 'stratum' then 2
            when 'group' then 3
            else 4
        end as integer
    ) as position,
    paper.school_year,
    paper.school_year_name,
    paper.exam_name,
    paper.source_type_name,
    paper.grade,
    paper.subject_name,
    cast(basis.name_zh as string) as denominator_name,
    cast(kind.name_zh as string) as entity_type_name,
    cast(entity.entity_name as string) as entity_name,
    score.pupil_count,
    score.absent_count,
    score.no_score_count,
    score.mean_score,
    score.standard_deviation,
    score.first_quartile,
    score.median,
    score.third_quartile,
    score.difficulty,
    score.pass_ratio,
    score.excellent_ratio,
    score.low_ratio,
    score.mean_lead_ratio,
    score.upper_third_ratio,
    score.lower_third_ratio,
    score.t_score,
    paper.watermark,
    score.is_suppressed
from scores as score
inner join papers as paper
    on {{ same_paper('score', 'paper') }}
inner join words as kind
    on {{ word_of('kind', 'entity_type', 'score.entity_type') }}
inner join words as basis
    on {{ word_of('basis', 'denominator', 'score.denominator') }}
left join names as entity
    on
        score.county_id = entity.county_id
        and score.entity_type = entity.entity_type
        and score.entity_id = entity.entity_id
