-- grain: one row per school and school year, with the school it is reconciled in
-- a branch that does not count as a school, or that its parent's form contains, is
-- reconciled with its parent, teaching points too
with schools as (select * from {{ ref('int_school_profiled') }})

select
    schools.county_id,
    schools.school_year,
    schools.school_id,
    schools.school_type,
    coalesce(parent.school_id, schools.school_id) as whole_school_id,
    parent.school_id is not null as is_branch,
    parent.school_id is not null
    and schools.is_included_in_parent as is_in_parents_form
from schools
left join schools as parent
    on
        schools.county_id = parent.county_id
        and schools.school_year = parent.school_year
        and schools.parent_school_id = parent.school_id
        and schools.school_id <> parent.school_id
        and (not schools.is_counted or schools.is_included_in_parent)
        -- a parent that belongs to somebody itself, or names itself, takes nobody in
        and parent.parent_school_id is null
