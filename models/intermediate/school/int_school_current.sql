-- grain: one row per code of a school that a change names: the code it has now
-- only a rename leaves a school what it was
with renamed as (select * from {{ ref('int_school_renamed') }}),

recoded as (select * from {{ ref('int_school_recoded') }}),

newest as (
    select
        renamed.county_id,
        renamed.first_school_id,
        renamed.school_id
    from renamed
    left join recoded
        on
            renamed.county_id = recoded.county_id
            and renamed.school_id = recoded.former_school_id
    where recoded.former_school_id is null
)

select
    renamed.county_id,
    renamed.school_id,
    newest.school_id as current_school_id
from renamed
inner join newest
    on
        renamed.county_id = newest.county_id
        and renamed.first_school_id = newest.first_school_id
