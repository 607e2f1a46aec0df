-- grain: one row per person and school year; month numbers count from year 0
-- from 2025 the statutory age rises one month for every four months of birth
with rostered as (select * from {{ ref('int_teacher_rostered') }}),

retirement_rules as (select * from {{ ref('retirement_rule') }}),

based as (
    select
        teacher.teacher_token,
        teacher.school_year,
        rule.month_count_per_step,
        rule.max_delay_month_count,
        {{ month_number('teacher.birth_month') }} + 12 * rule.base_age_year_count
            as base_month_number,
        {{ month_number('rule.delay_from') }} as delay_from_month_number
    from rostered as teacher
    inner join retirement_rules as rule
        on teacher.sex = rule.sex
)

select
    teacher_token,
    school_year,
    cast(
        base_month_number
        + case
            when base_month_number >= delay_from_month_number
                then least(
                    max_delay_month_count,
                    floor(
                        (base_month_number - delay_from_month_number)
                        / month_count_per_step
                    ) + 1
                )
            else 0
        end as integer
    ) as retirement_month_number
from based
