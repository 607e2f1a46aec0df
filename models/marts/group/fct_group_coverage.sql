-- grain: one row per assessment cycle, county and whom groups should cover
with indexes as (select * from {{ ref('fct_school_index') }}),

designations as (select * from {{ ref('stg_school_designation') }}),

covered as (select * from {{ ref('int_school_grouped') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

submissions as (
    select * from {{ ref('stg_submission') }}
    where form in ('school_designation', 'school_group') and is_effective
),

known as (
    select
        cycle.cycle_id,
        cycle.county_id,
        cycle.statistics_school_year,
        count(case when sent.form = 'school_designation' then 1 end) > 0
            as has_designation,
        count(case when sent.form = 'school_group' then 1 end) > 0 as has_register
    from county_cycles as cycle
    left join submissions as sent
        on
            cycle.county_id = sent.county_id
            and (
                -- a membership is told once, a designation each year
                sent.form = 'school_group'
                or sent.period = cast(cycle.statistics_school_year as string)
            )
    group by cycle.cycle_id, cycle.county_id, cycle.statistics_school_year
),

listed as (
    select
        cycle_id,
        county_id,
        school_id,
        'all' as target
    from indexes
    union all
    select
        cycle_id,
        county_id,
        school_id,
        'lower_half' as target
    from indexes
    where is_lower_half
    union all
    select
        cycle.cycle_id,
        cycle.county_id,
        designation.school_id,
        'weak' as target
    from county_cycles as cycle
    inner join designations as designation
        on
            cycle.county_id = designation.county_id
            and cycle.statistics_school_year = designation.school_year
    where designation.designation = 'weak'
),

ranked as (
    select
        cycle_id,
        county_id,
        count(school_index) as ranked_count,
        count(*) - count(school_index) as unranked_count,
        max(index_parts) as index_parts
    from indexes
    group by cycle_id, county_id
),

counted as (
    select
        known.cycle_id,
        known.county_id,
        known.has_register,
        target.target,
        ranked.unranked_count,
        ranked.index_parts,
        target.target = 'weak' and not known.has_designation as is_list_missing,
        target.target = 'lower_half'
        and coalesce(ranked.ranked_count, 0) = 0 as is_index_missing,
        -- schools that are alike stand on both sides of the middle
        target.target = 'lower_half'
        and count(listed.school_id) > (ranked.ranked_count + 1) / 2 as is_index_tied,
        count(listed.school_id) as school_count,
        count(covered.school_id) as covered_count
    from known
    cross join (values ('all'), ('weak'), ('lower_half')) as target (target)
    left join ranked
        on
            known.cycle_id = ranked.cycle_id
            and known.county_id = ranked.county_id
    left join listed
        on
            known.cycle_id = listed.cycle_id
            and known.county_id = listed.county_id
            and target.target = listed.target
    left join covered
        on
            listed.county_id = covered.county_id
            and listed.school_id = covered.school_id
            and known.statistics_school_year = covered.school_year
    group by
        known.cycle_id,
        known.county_id,
        known.has_register,
        known.has_designation,
        target.target,
        ranked.ranked_count,
        ranked.unranked_count,
        ranked.index_parts
),

reasoned as (
    select
        *,
        case
            when not has_register then 'group_register_missing'
            when is_list_missing then 'designation_missing'
            when is_index_missing then 'index_missing'
            when is_index_tied then 'index_tied'
            when school_count = 0 then 'nobody_to_cover'
        end as reason
    from counted
)

select
    cast(cycle_id as string) as cycle_id,
    cast(county_id as string) as county_id,
    cast(target as string) as target,
    cast(
        case when not (is_list_missing or is_index_missing) then school_count end
        as integer
    ) as school_count,
    cast(
        case
            when reason is null or reason in ('index_tied', 'nobody_to_cover')
                then covered_count
        end as integer
    ) as covered_count,
    case when reason is null then {{ ratio('covered_count', 'school_count') }} end
        as coverage_ratio,
    cast(case when target = 'lower_half' then unranked_count end as integer)
        as unranked_count,
    cast(case when target = 'lower_half' then index_parts end as string) as index_parts,
    cast(reason as string) as reason
from reasoned
