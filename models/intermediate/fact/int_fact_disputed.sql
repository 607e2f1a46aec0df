-- grain: one row per school, school year and fact of a resource indicator on which
-- sources differ beyond the tolerance
-- what the others say more or less than the source that counts; a difference within
-- the tolerance opens nothing. A difference of a school with branches may lie in any of
-- them, but for a branch of which both sources speak by itself. A what-if starts from
-- these rows as they are, less those of the cells that it changes
with paired as (select * from {{ ref('int_fact_paired') }}),

facts as (select * from {{ ref('reconciled_fact') }}),

wholes as (select * from {{ ref('int_school_reconciled') }}),

found as (select * from {{ ref('int_fact_found') }}),

sources as (
    select * from {{ ref('source_precedence') }}
    where is_bounding
),

differing as (
    select
        paired.county_id,
        paired.school_year,
        paired.school_id,
        paired.fact,
        paired.source_a,
        paired.source_b,
        paired.tolerance,
        paired.least_value_b - paired.value_a as least_difference,
        paired.most_value_b - paired.value_a as most_difference
    from paired
    inner join facts
        on
            paired.fact = facts.fact
            and paired.source_a = facts.resource_source
            and paired.counted_source = facts.resource_source
    inner join sources
        on
            paired.fact = sources.fact
            and paired.source_b = sources.source
),

spread as (
    select
        wholes.county_id,
        wholes.school_year,
        wholes.school_id,
        wholes.whole_school_id,
        differing.fact,
        differing.tolerance,
        coalesce(other.least_value - own.value, differing.least_difference)
            as least_difference,
        coalesce(other.most_value - own.value, differing.most_difference)
            as most_difference
    from differing
    inner join wholes
        on
            differing.county_id = wholes.county_id
            and differing.school_year = wholes.school_year
            and differing.school_id = wholes.whole_school_id
    left join found as own
        on
            wholes.is_branch
            and wholes.county_id = own.county_id
            and wholes.school_year = own.school_year
            and wholes.school_id = own.school_id
            and differing.fact = own.fact
            and differing.source_a = own.source
    left join found as other
        on
            wholes.is_branch
            and wholes.county_id = other.county_id
            and wholes.school_year = other.school_year
            and wholes.school_id = other.school_id
            and differing.fact = other.fact
            and differing.source_b = other.source
    where
        greatest(abs(differing.least_difference), abs(differing.most_difference))
        > differing.tolerance
)

select
    county_id,
    school_year,
    school_id,
    whole_school_id,
    fact,
    cast(least(min(least_difference), 0) as decimal(18, 2)) as least_difference,
    cast(greatest(max(most_difference), 0) as decimal(18, 2)) as most_difference
from spread
where greatest(abs(least_difference), abs(most_difference)) > tolerance
group by county_id, school_year, school_id, whole_school_id, fact
