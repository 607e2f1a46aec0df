-- grain: one row per judged school stage, school year and indicator R1 to R7
-- value = per_pupil_count × weight × amount ÷ weighted pupils; a split stage gets
-- weight × pupils ÷ Σ(weight × pupils) of the campus, any other row all of it
with stages as (
    select * from {{ ref('int_school_stage_merged') }}
    where is_judged
),

amounts as (select * from {{ ref('int_resource_amount') }}),

indicators as (select * from {{ ref('indicator') }}),

joined as (
    select
        stages.county_id,
        stages.school_year,
        stages.school_id,
        stages.stage,
        stages.pupil_count,
        indicator.indicator_id,
        indicator.print_tolerance,
        amount.known_amount,
        cast(indicator.per_pupil_count as decimal(3, 0)) as per_pupil_count,
        cast(
            case when indicator.is_split then stages.weight else 1 end as decimal(4, 2)
        ) as weight,
        cast(
            case
                when indicator.is_split then stages.weighted_count_of_school
                else stages.pupil_count
            end as decimal(20, 2)
        ) as weighted_count,
        case
            when not stages.has_profile then 'school_profile'
            else coalesce(
                stages.missing_field,
                amount.missing_field,
                case when indicator.is_split then stages.missing_field_of_school end
            )
        end as missing_reason
    from stages
    inner join amounts as amount
        on
            stages.county_id = amount.county_id
            and stages.school_year = amount.school_year
            and stages.school_id = amount.school_id
            and stages.stage = amount.stage
    inner join indicators as indicator
        on amount.indicator_id = indicator.indicator_id
)

select
    joined.*,
    cast(
        case when joined.missing_reason is null then joined.known_amount end
        as decimal(20, 2)
    ) as amount
from joined
