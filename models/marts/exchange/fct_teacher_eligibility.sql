-- grain: one row per person and exchange year
-- judged on 31 August before the year, at the school of origin: the roster of the year
-- before, and the ledgers for those away in that year
with placed as (select * from {{ ref('int_teacher_at_origin') }}),

exchange_rules as (select * from {{ ref('int_exchange_rule_resolved') }}),

retirements as (select * from {{ ref('int_teacher_retirement_dated') }}),

posted as (select * from {{ ref('int_teacher_posted') }}),

scopes as (select * from {{ ref('indicator_scope') }}),

persons as (
    select
        *,
        school_year + 1 as exchange_year
    from placed
),

judged as (
    select
        persons.*,
        rule.min_tenure_month_count,
        rule.min_leader_tenure_month_count,
        rule.min_retirement_month_count,
        {{ september_of('persons.exchange_year') }}
        - {{ month_number('coalesce(carried.tenure_from, persons.arrival_month)') }}
            as tenure_month_count,
        retirement.retirement_month_number
        - {{ september_of('persons.exchange_year') }} as month_to_retirement_count,
        persons.is_private and not scope.includes_private as is_out_of_scope
    from persons
    inner join exchange_rules as rule
        on
            persons.county_id = rule.county_id
            and persons.exchange_year = rule.school_year
    left join retirements as retirement
        on
            persons.teacher_token = retirement.teacher_token
            and persons.listed_school_year = retirement.school_year
    -- a tenure that began in a school now part of this one
    left join posted as carried
        on
            persons.teacher_token = carried.teacher_token
            and persons.school_id = carried.school_id
            and persons.listed_school_year = carried.school_year
            and persons.arrival_month > carried.tenure_from
    cross join scopes as scope
    where scope.scope_id = 'G11'
),

reasoned as (
    select
        *,
        case
            when coalesce(is_out_of_scope, true) then 'not_public'
            when stage not in ('primary', 'junior') then 'not_compulsory'
        end as place_reason,
        case when post_category <> 'teacher' then 'not_teacher' end as work_reason,
        case
            when staffing <> 'staffed' then 'not_staffed'
            when post_status <> 'in_post' then 'not_in_post'
            when deferral_reason <> 'none' then 'deferred'
        end as post_reason,
        case when tenure_month_count < min_tenure_month_count then 'tenure_short' end
            as tenure_reason,
        case
            when tenure_month_count < min_leader_tenure_month_count then 'tenure_short'
        end as leader_tenure_reason,
        case
            when month_to_retirement_count <= min_retirement_month_count
                then 'near_retirement'
            else 'eligible'
        end as last_reason
    from judged
),

told as (
    select
        *,
        coalesce(place_reason, work_reason, post_reason, tenure_reason, last_reason)
            as reason,
        -- a head may hold a post of management and be on no list of teachers
        case
            when is_leader
                then coalesce(
                    place_reason, post_reason, leader_tenure_reason, last_reason
                )
        end as leader_reason
    from reasoned
)

select
    cast(teacher_token as string) as teacher_token,
    cast(exchange_year as integer) as school_year,
    cast(county_id as string) as county_id,
    cast(school_id as string) as school_id,
    cast(stage as string) as stage,
    cast(subject as string) as subject,
    cast(tenure_month_count as integer) as tenure_month_count,
    cast(month_to_retirement_count as integer) as month_to_retirement_count,
    cast(reason = 'eligible' as boolean) as is_eligible,
    cast(reason as string) as reason,
    cast(is_leader as boolean) as is_leader,
    cast(coalesce(leader_reason = 'eligible', false) as boolean) as is_eligible_leader,
    cast(leader_reason as string) as leader_reason
from told
