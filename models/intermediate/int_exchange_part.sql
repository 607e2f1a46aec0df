-- grain: one row per county year, person on the list of a year, or counted move
-- part is year, listed or moved; is_eligible is the person's, is_new the move's
with exchange_years as (select * from {{ ref('int_exchange_year') }}),

eligibilities as (select * from {{ ref('fct_teacher_eligibility') }}),

moves as (select * from {{ ref('fct_teacher_move') }})

select
    county_id,
    school_year,
    'year' as part,
    cast(null as string) as teacher_token,
    cast(null as string) as school_id,
    cast(null as string) as stage,
    cast(null as string) as subject,
    false as is_eligible,
    false as is_new,
    false as is_backbone,
    false as is_leader,
    cast(null as string) as flow
from exchange_years
union all
select
    county_id,
    school_year,
    'listed' as part,
    teacher_token,
    school_id,
    stage,
    subject,
    is_eligible,
    false as is_new,
    false as is_backbone,
    false as is_leader,
    cast(null as string) as flow
from eligibilities
union all
select
    county_id,
    school_year,
    'moved' as part,
    teacher_token,
    from_school_id as school_id,
    stage,
    subject,
    is_eligible,
    is_counted_new as is_new,
    is_backbone,
    is_leader,
    flow
from moves
where is_counted_in_force
