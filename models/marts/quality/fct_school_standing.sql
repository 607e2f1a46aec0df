-- grain: one row per school, exam, subject, comparison and reference
-- for the school itself: bands instead of places, no other school's figure
with compared as (select * from {{ ref('int_school_compared') }}),

bands as (select * from {{ ref('standing_band') }}),

schools as (select * from {{ ref('dim_school') }}),

exams as (select * from {{ ref('dim_exam') }})

select
    cast(compared.county_id as string) as county_id,
    cast(compared.school_id as string) as school_id,
    cast(school.school_name as string) as school_name,
    cast(exam.stage as string) as stage,
    cast(school.school_type as string) as school_type,
    cast(school.ownership as string) as ownership,
    cast(school.urban_rural as string) as urban_rural,
    cast(compared.school_year as integer) as school_year,
    cast(compared.exam_id as string) as exam_id,
    cast(compared.subject as string) as subject,
    cast(compared.comparison as string) as comparison,
    cast(compared.reference_id as string) as reference_id,
    cast(compared.pupil_count as integer) as pupil_count,
    cast(compared.t_score as double) as t_score,
    cast(compared.reference_t_score as double) as reference_t_score,
    cast(compared.difference as double) as difference,
    cast(compared.difference_low as double) as difference_low,
    cast(compared.difference_high as double) as difference_high,
    cast(
        case
            when compared.comparison = 'value_added' then compared.own_band
            when compared.difference > 0 then band.band_above
            else band.band_below
        end as string
    ) as band,
    cast(compared.is_releasable as boolean) as is_releasable,
    cast(compared.is_suppressed or not compared.is_releasable as boolean)
        as is_suppressed
from compared
left join bands as band
    on
        abs(compared.difference) >= band.least_difference
        and (
            band.below_difference is null
            or abs(compared.difference) < band.below_difference
        )
left join schools as school
    on
        compared.county_id = school.county_id
        and compared.school_id = school.school_id
        and compared.school_year = school.school_year
left join exams as exam
    on compared.county_id = exam.county_id and compared.exam_id = exam.exam_id
