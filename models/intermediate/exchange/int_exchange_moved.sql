-- grain: one row per person, exchange year and count mode with a move that counts, or
-- that may count once its end or its share of lessons is known
-- of several open moves of a person one is enough, and none beside one that counts
with moves as (select * from {{ ref('fct_teacher_move') }}),

in_each_mode as (
    select
        *,
        'new' as count_mode,
        is_counted_new as is_counted,
        is_undecided_new as is_undecided
    from moves
    union all
    select
        *,
        'in_force' as count_mode,
        is_counted_in_force as is_counted,
        is_undecided_in_force as is_undecided
    from moves
),

ordered as (
    select
        *,
        row_number() over (
            partition by county_id, school_year, count_mode, teacher_token
            order by case when is_counted then 0 else 1 end, move_id
        ) as preference
    from in_each_mode
    where is_counted or is_undecided
)

select
    county_id,
    school_year,
    case when is_counted then 'moved' else 'undecided' end as part,
    count_mode,
    teacher_token,
    -- only the county asks who is undecided
    case when is_counted then origin_school_id end as school_id,
    case when is_counted then target_school_id end as target_school_id,
    case when is_counted then stage end as stage,
    case when is_counted then subject end as subject,
    is_eligible,
    is_backbone,
    is_leader,
    flow,
    designation_flow,
    role_flow
from ordered
where preference = 1
