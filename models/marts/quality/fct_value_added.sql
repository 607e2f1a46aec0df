-- grain: one row per county, exam, subject, model, method and school of takers
-- an effect is the difference from the mean of the county's schools in this run
-- (standard.md 12.17)
with reported as (
    select * from {{ ref('int_value_added_reported') }}
    where school_id <> ''
),

flagged as (select * from {{ ref('int_value_added_attenuated') }}),

withheld as (select * from {{ ref('int_value_added_withheld') }}),

exams as (select * from {{ ref('dim_exam') }}),

schools as (select * from {{ ref('dim_school') }}),

models as (select * from {{ ref('value_added_model') }})

select
    cast(reported.county_id as string) as county_id,
    cast(reported.exam_id as string) as exam_id,
    cast(reported.subject as string) as subject,
    cast(reported.model_id as string) as model_id,
    cast(reported.method as string) as method,
    cast(reported.method = model.printed_method as boolean) as is_printed,
    cast(reported.school_id as string) as school_id,
    cast(exam.school_year as integer) as school_year,
    cast(school.school_name as string) as school_name,
    cast(exam.stage as string) as stage,
    cast(school.school_type as string) as school_type,
    cast(school.ownership as string) as ownership,
    cast(school.urban_rural as string) as urban_rural,
    cast(reported.taker_count as integer) as taker_count,
    cast(reported.matched_count as integer) as matched_count,
    reported.match_ratio,
    reported.ceiling_ratio,
    flagged.residual as mean_residual,
    flagged.shrinkage,
    flagged.effect,
    flagged.effect_sd,
    flagged.effect_cond_se,
    flagged.effect_se,
    flagged.effect_low,
    flagged.effect_high,
    flagged.p_value,
    cast(flagged.band as string) as band,
    cast(flagged.discovery_band as string) as discovery_band,
    flagged.effect_reliable_prior,
    reported.conditional_percentile,
    cast(
        case
            when reported.reason is not null then reported.reason
            when flagged.effect_se is null then 'no_difference'
            when flagged.band is null then 'few_schools'
        end as string
    ) as reason,
    cast(reported.reason is null as boolean) as is_reported,
    true as is_estimate,
    cast(coalesce(withheld.is_releasable, false) as boolean) as is_releasable,
    cast(coalesce(withheld.is_suppressed, true) as boolean) as is_suppressed
from reported
left join flagged
    on
        reported.county_id = flagged.county_id
        and reported.exam_id = flagged.exam_id
        and reported.subject = flagged.subject
        and reported.model_id = flagged.model_id
        and reported.method = flagged.method
        and reported.school_id = flagged.school_id
left join withheld
    on
        reported.county_id = withheld.county_id
        and reported.exam_id = withheld.exam_id
        and reported.subject = withheld.subject
        and reported.model_id = withheld.model_id
        and reported.method = withheld.method
        and reported.school_id = withheld.school_id
left join exams as exam
    on reported.county_id = exam.county_id and reported.exam_id = exam.exam_id
left join schools as school
    on
        reported.county_id = school.county_id
        and reported.school_id = school.school_id
        and exam.school_year = school.school_year
inner join models as model on reported.model_id = model.model_id
