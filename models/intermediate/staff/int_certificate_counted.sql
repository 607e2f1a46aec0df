-- grain: one row per full-time teacher and school year: whether a certificate carries
-- the teacher on the statistics date
-- one of a lower stage carries nobody, nor does one whose registration failed; one that
-- does not say when it was given leaves it open
with teachers as (select * from {{ ref('int_full_time_teacher') }}),

certificates as (select * from {{ ref('stg_teacher_certificate') }}),

carried as (select * from {{ ref('certificate_stage') }}),

held as (
    select
        teachers.county_id,
        teachers.school_year,
        teachers.teacher_token,
        max(
            case
                when
                    certificates.issued_month
                    <= {{ first_day_of('teachers.school_year') }}
                    then 1
                else 0
            end
        ) = 1 as is_carried,
        max(case when certificates.issued_month is null then 1 else 0 end) = 1
            as is_undated
    from teachers
    inner join certificates
        on
            teachers.county_id = certificates.county_id
            and cast(teachers.school_year as string)
            = cast(certificates.school_year as string)
            and teachers.teacher_token = certificates.teacher_token
    inner join carried
        on
            certificates.certificate_type = carried.certificate_type
            and teachers.stage = carried.stage
    where coalesce(certificates.registration_result, '') <> 'failed'
    group by teachers.county_id, teachers.school_year, teachers.teacher_token
)

select
    teachers.county_id,
    teachers.school_year,
    teachers.teacher_token,
    coalesce(held.is_carried, false) as is_done,
    coalesce(held.is_undated and not held.is_carried, false) as is_open
from teachers
left join held
    on
        teachers.county_id = held.county_id
        and teachers.school_year = held.school_year
        and teachers.teacher_token = held.teacher_token
