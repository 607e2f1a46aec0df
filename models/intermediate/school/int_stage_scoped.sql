-- grain: one row per school stage, school year and scope of indicators
-- in or out by kind, owner, place and size; what is not known of a school keeps it in
with stages as (
    select * from {{ ref('int_school_stage_listed') }}
    where is_judged
),

scopes as (select * from {{ ref('indicator_scope') }}),

reasoned as (
    select
        stages.county_id,
        stages.school_year,
        stages.school_id,
        stages.stage,
        scopes.scope_id,
        case
            when
                stages.is_special and not scopes.includes_special
                or not {{ is_one_of('stages.stage', 'scopes.stage_scope') }}
                then 'excluded_type'
            when stages.is_private and not scopes.includes_private
                then 'private_excluded'
            when stages.is_boarding and not scopes.includes_boarding
                then 'boarding_excluded'
            when
                not {{ is_one_of(
                    'stages.urban_rural_code', 'scopes.urban_rural_codes'
                ) }}
                then 'place_excluded'
            when
                stages.is_teaching_point
                and stages.pupil_count < scopes.min_teaching_point_pupil_count
                then 'teaching_point_below_50'
            when stages.is_boarding is null and not scopes.includes_boarding
                then 'boarding_unknown'
            else 'in_scope'
        end as scope_reason
    from stages
    cross join scopes
)

select
    county_id,
    school_year,
    school_id,
    stage,
    scope_id,
    scope_reason in ('in_scope', 'boarding_unknown') as is_in_scope,
    scope_reason
from reasoned
