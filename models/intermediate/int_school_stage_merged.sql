-- grain: one row per school, stage and school year, with its merged branches' pupils
with members as (select * from {{ ref('int_school_member_counted') }}),

school_stage_scopeds as (select * from {{ ref('int_school_stage_scoped') }}),

pupils as (
    select
        county_id,
        school_year,
        school_id,
        stage,
        case
            when count(*) = count(pupil_count) then cast(sum(pupil_count) as integer)
        end as pupil_count
    from members
    where has_stage
    group by county_id, school_year, school_id, stage
),

weighted as (
    select
        scoped.county_id,
        scoped.school_year,
        scoped.school_id,
        scoped.stage,
        scoped.is_judged,
        scoped.has_profile,
        scoped.is_split,
        scoped.weight,
        pupils.pupil_count,
        cast(scoped.weight * pupils.pupil_count as decimal(14, 2)) as weighted_count,
        case
            when pupils.pupil_count is null then scoped.stage || '_pupil_count'
        end as missing_field
    from school_stage_scopeds as scoped
    inner join pupils
        on
            scoped.county_id = pupils.county_id
            and scoped.school_year = pupils.school_year
            and scoped.school_id = pupils.school_id
            and scoped.stage = pupils.stage
)

select
    weighted.*,
    min(weighted.missing_field) over (
        partition by weighted.county_id, weighted.school_year, weighted.school_id
    ) as missing_field_of_school,
    cast(
        sum(weighted.weighted_count) over (
            partition by weighted.county_id, weighted.school_year, weighted.school_id
        ) as decimal(14, 2)
    ) as weighted_count_of_school
from weighted
