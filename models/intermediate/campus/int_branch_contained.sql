-- grain: one row per school and school year whose figures its parent's form contains
-- although it has a row of its own; what is left of the parent's form is the parent's
with schools as (select * from {{ ref('int_school_profiled') }}),

stages as (select * from {{ ref('int_school_stage_scoped') }}),

own_rows as (
    -- distinct: a nine-year branch may have two rows
    select distinct
        county_id,
        school_year,
        school_id
    from stages
    where scope_reason <> 'merged_into_parent'
)

select
    branch.county_id,
    branch.school_year,
    branch.school_id,
    parent.school_id as parent_school_id
from schools as branch
inner join schools as parent
    on
        branch.county_id = parent.county_id
        and branch.school_year = parent.school_year
        and branch.parent_school_id = parent.school_id
inner join own_rows
    on
        branch.county_id = own_rows.county_id
        and branch.school_year = own_rows.school_year
        and branch.school_id = own_rows.school_id
where branch.is_included_in_parent and branch.school_id <> parent.school_id
