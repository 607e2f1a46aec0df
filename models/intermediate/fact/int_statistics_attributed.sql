-- grain: one row per row of the education statistics, with the school that it is of
-- by its code; a code that the list does not have by what code or name mean as in every
-- form, if no row has that school's code, and no other row of the stage means it too
with listed as (select * from {{ ref('int_statistics_listed') }}),

schools as (select * from {{ ref('stg_school_list') }}),

meant as (
    select
        listed._file,
        listed._sheet,
        listed._row,
        schools.school_id,
        count(*) over (
            partition by
                schools.county_id, schools.school_year, schools.school_id, listed.stage
        ) as row_count
    from listed
    inner join schools
        on
            listed.county_id = schools.county_id
            and listed.school_year = schools.school_year
            and listed.meant_school_id = schools.school_id
    left join listed as coded
        on
            schools.county_id = coded.county_id
            and schools.school_year = coded.school_year
            and schools.school_id = coded.school_id
    where not listed.is_coded and coded.school_id is null
)

select
    listed.county_id,
    cast(listed.school_year as integer) as school_year,
    listed.stage,
    listed.stage_position,
    coalesce(meant.school_id, listed.school_id) as school_id,
    listed.is_coded or meant.school_id is not null as is_attributable,
    listed.school_id as stated_school_id,
    listed.school_name,
    listed.form,
    listed._file,
    listed._sheet,
    listed._row
from listed
left join meant
    on
        listed._file = meant._file
        and listed._sheet = meant._sheet
        and listed._row = meant._row
        and meant.row_count = 1
