-- grain: one row per county, finance year, stratum type and stratum
-- the strata of a type make up all teachers, so what is withheld of a type must hide
-- itself: others are withheld with it, the smallest first, until they are two and small
-- or ruled by one person no longer; one definition withheld is all withheld
{% set so_far = smallest_first(
    'county_id, finance_year, definition, stratum_type', 'teacher_head_count', 'stratum'
) %}
with salaries as (select * from {{ ref('int_salary_compared') }}),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pay'
),

judged as (
    select
        salary.*,
        rule.minimum_count,
        rule.maximum_share,
        max(
            case
                when
                    salary.teacher_head_count < rule.minimum_count
                    or salary.largest_total_yuan
                    > rule.maximum_share * salary.filled_teacher_total_yuan
                    then 1
                else 0
            end
        ) over (
            partition by
                salary.county_id,
                salary.finance_year,
                salary.stratum_type,
                salary.stratum
        ) as is_small
    from salaries as salary
    cross join rules as rule
),

added as (
    select
        *,
        max(case when stratum_type = 'all' then is_small else 0 end) over (
            partition by county_id, finance_year
        ) as is_whole_small,
        sum(is_small) over (
            partition by county_id, finance_year, definition, stratum_type
        ) as small_count,
        count(*) over ({{ so_far }}) as position,
        sum(teacher_head_count) over ({{ so_far }}) as head_count_so_far,
        sum(filled_teacher_total_yuan) over ({{ so_far }}) as total_so_far,
        max(largest_total_yuan) over ({{ so_far }}) as largest_so_far
    from judged
),

placed as (
    select
        county_id,
        finance_year,
        stratum_type,
        stratum,
        position,
        is_small = 1 as is_small,
        small_count > 0 or is_whole_small = 1 as has_something_to_hide,
        min(
            case
                when
                    position >= small_count
                    -- a whole that is withheld itself is one unknown more
                    and position + is_whole_small >= 2
                    and head_count_so_far >= minimum_count
                    and largest_so_far <= maximum_share * total_so_far
                    then 1
                else 0
            end
        ) as is_enough
    from added
    group by
        county_id,
        finance_year,
        stratum_type,
        stratum,
        position,
        is_small,
        small_count,
        is_whole_small
)

select
    county_id,
    finance_year,
    stratum_type,
    stratum,
    is_small,
    is_small
    or (
        has_something_to_hide
        and position <= coalesce(
            min(case when is_enough = 1 then position end) over (
                partition by county_id, finance_year, stratum_type
            ),
            position
        )
    ) as is_withheld
from placed
