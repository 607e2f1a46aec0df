-- grain: one row per group, member on 1 September, exchange year with a ledger, and
-- count mode
-- the years looked back on are those of membership in this group
with counted as (select * from {{ ref('int_group_school_moved') }}),

scoped as (
    select * from {{ ref('int_school_scoped') }}
    where scope_id = 'G11'
),

renamed as (select * from {{ ref('int_school_renamed') }}),

looked_back as (
    select
        counted.*,
        coalesce(scoped.is_in_scope, false) as is_in_scope,
        count(*) over (
            partition by
                counted.county_id,
                counted.group_id,
                coalesce(renamed.first_school_id, counted.school_id),
                counted.count_mode
            order by counted.school_year
        ) as known_year_count,
        count(case when counted.received_count = 0 then 1 end) over (
            partition by
                counted.county_id,
                counted.group_id,
                coalesce(renamed.first_school_id, counted.school_id),
                counted.count_mode
            order by counted.school_year
        ) as empty_year_count
    from counted
    left join scoped
        on
            counted.county_id = scoped.county_id
            and counted.school_year = scoped.school_year
            and counted.school_id = scoped.school_id
    left join renamed
        on
            counted.county_id = renamed.county_id
            and counted.school_id = renamed.school_id
)

select
    cast(county_id as string) as county_id,
    cast(group_id as string) as group_id,
    cast(school_id as string) as school_id,
    cast(school_year as integer) as school_year,
    cast(count_mode as string) as count_mode,
    cast(is_leading as boolean) as is_leading,
    cast(is_in_scope as boolean) as is_in_scope,
    cast(sent_count as integer) as sent_count,
    cast(received_count as integer) as received_count,
    cast(backbone_sent_count as integer) as backbone_sent_count,
    cast(backbone_received_count as integer) as backbone_received_count,
    cast(backbone_received_count - backbone_sent_count as integer)
        as backbone_net_count,
    cast(known_year_count as integer) as known_year_count,
    cast(empty_year_count as integer) as empty_year_count,
    cast(case when is_in_scope then empty_year_count = known_year_count end as boolean)
        as is_never_receiving
from looked_back
