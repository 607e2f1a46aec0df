-- grain: one row per county, finance year, definition, stratum type and stratum
-- the strata of a type make up all teachers, and so do the categories of their pay;
-- what is withheld of a type must hide itself: others go with it, the smallest first,
-- until they are two and small or ruled by one person no longer
{% set so_far = smallest_first(
    'county_id, finance_year, kind, definition, stratum_type', 'head_count', 'stratum'
) %}
with parts as (select * from {{ ref('int_salary_part') }}),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pay'
),

judged as (
    select
        part.*,
        rule.minimum_count,
        rule.maximum_share,
        max(
            case
                when
                    part.head_count < rule.minimum_count
                    or part.largest_yuan > rule.maximum_share * part.total_yuan
                    then 1
                else 0
            end
        ) over (
            -- one definition small is all small; differences stand for themselves
            partition by
                part.county_id,
                part.finance_year,
                part.kind,
                case when part.kind <> 'pay' then part.definition end,
                part.stratum_type,
                part.stratum
        ) as is_small
    from parts as part
    cross join rules as rule
),

added as (
    select
        *,
        max(case when stratum_type = 'all' then is_small else 0 end) over (
            partition by county_id, finance_year, kind, definition
        ) as is_whole_small,
        sum(is_small) over (
            partition by county_id, finance_year, kind, definition, stratum_type
        ) as small_count,
        count(*) over ({{ so_far }}) as position,
        sum(head_count) over ({{ so_far }}) as head_count_so_far,
        sum(total_yuan) over ({{ so_far }}) as total_so_far,
        max(largest_yuan) over ({{ so_far }}) as largest_so_far
    from judged
),

enough as (
    select
        *,
        min(
            case
                when
                    position >= small_count
                    -- a whole that is withheld itself is one unknown more
                    and position + is_whole_small >= 2
                    and head_count_so_far >= minimum_count
                    and largest_so_far <= maximum_share * total_so_far
                    then position
            end
        ) over (
            partition by county_id, finance_year, kind, definition, stratum_type
        ) as last_position
    from added
),

withheld as (
    select
        *,
        case
            when is_small = 1 then 1
            when
                (small_count > 0 or is_whole_small = 1)
                and position <= coalesce(last_position, position)
                then 1
            else 0
        end as is_hidden
    from enough
),

placed as (
    select
        *,
        max(case when kind = 'pay' then is_hidden else 0 end) over (
            partition by county_id, finance_year, stratum_type, stratum
        ) as is_pay_hidden,
        max(is_hidden) over (
            partition by county_id, finance_year, definition, stratum_type, stratum
        ) as is_own_hidden
    from withheld
)

select
    county_id,
    finance_year,
    definition,
    stratum_type,
    stratum,
    is_small = 1 as is_small,
    is_pay_hidden = 1 or is_own_hidden = 1 as is_withheld
from placed
where kind <> 'difference'
