-- grain: one row per campus (a school as it is listed), school year and figure
-- what its form says, less what branches with a row of their own have in it
with figures as (select * from {{ ref('int_school_figure_completed') }}),

branches as (select * from {{ ref('int_branch_contained') }}),

stages as (select * from {{ ref('int_school_stage_scoped') }}),

parts as (select * from {{ ref('indicator_part') }}),

branch_fields as (
    -- distinct: an area belongs to two indicators and two stages; a primary branch has
    -- no junior teachers to take out
    select distinct
        branches.county_id,
        branches.school_year,
        branches.school_id,
        branches.parent_school_id,
        parts.field
    from branches
    inner join stages
        on
            branches.county_id = stages.county_id
            and branches.school_year = stages.school_year
            and branches.school_id = stages.school_id
    inner join parts
        on stages.stage = parts.stage
),

contained as (
    select
        branch.county_id,
        branch.school_year,
        branch.parent_school_id,
        branch.field,
        case
            when count(*) = count(figures.amount)
                then cast(sum(figures.amount) as decimal(18, 2))
        end as amount
    from branch_fields as branch
    left join figures
        on
            branch.county_id = figures.county_id
            and branch.school_year = figures.school_year
            and branch.school_id = figures.school_id
            and branch.field = figures.field
    group by
        branch.county_id, branch.school_year, branch.parent_school_id, branch.field
)

select
    figures.county_id,
    figures.school_year,
    figures.school_id,
    figures.field,
    figures.is_shared,
    -- a branch with more than the form that contains it contradicts the form
    cast(
        case
            when contained.field is null then figures.amount
            -- a total of all stages is not known without the branch's
            when figures.is_shared then null
            when contained.amount <= figures.amount
                then figures.amount - contained.amount
        end as decimal(18, 2)
    ) as amount
from figures
left join contained
    on
        figures.county_id = contained.county_id
        and figures.school_year = contained.school_year
        and figures.school_id = contained.parent_school_id
        and figures.field = contained.field
