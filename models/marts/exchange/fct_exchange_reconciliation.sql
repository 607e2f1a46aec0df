-- grain: one row per person, school year and way in which ledger and rosters contradict
-- each other
with compared as (select * from {{ ref('int_teacher_compared') }}),

links as (select * from {{ ref('int_move_linked') }}),

listed as (select * from {{ ref('int_hosted_listed') }}),

ledgers as (
    select * from {{ ref('int_exchange_year') }}
    where has_ledger
),

changed as (
    select
        compared.county_id,
        compared.school_year,
        compared.teacher_token,
        'moved_without_ledger' as kind,
        compared.previous_school_id as from_school_id,
        compared.school_id as to_school_id,
        compared.school_id as listed_school_id
    from compared
    inner join ledgers
        on
            compared.county_id = ledgers.county_id
            and compared.school_year = ledgers.school_year
    left join links
        on
            compared.county_id = links.county_id
            and compared.school_year = links.school_year
            and compared.teacher_token = links.teacher_token
            and compared.previous_school_id = links.school_id
            and compared.school_id = links.other_school_id
    where
        compared.previous_school_id <> compared.school_id
        and links.teacher_token is null
),

told as (
    select
        county_id,
        school_year,
        teacher_token,
        case
            when listed_school_id is null
                then case when not is_row_missing then 'on_no_roster' end
            when listed_school_id = target_school_id then null
            when listed_school_id <> origin_school_id then 'at_another_school'
            when is_relation_moved then 'relation_not_moved'
            when post_status = 'in_post' then 'in_post_at_origin'
        end as kind,
        origin_school_id as from_school_id,
        target_school_id as to_school_id,
        listed_school_id
    from listed
),

contradictions as (
    select * from changed
    union all
    select * from told
    where kind is not null
)

select
    cast(teacher_token as string) as teacher_token,
    cast(school_year as integer) as school_year,
    cast(kind as string) as kind,
    cast(county_id as string) as county_id,
    cast(from_school_id as string) as from_school_id,
    cast(to_school_id as string) as to_school_id,
    cast(listed_school_id as string) as listed_school_id
from contradictions
