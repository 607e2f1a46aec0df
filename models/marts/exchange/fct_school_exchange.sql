-- grain: one row per school on the list of an exchange year with a ledger, and count
-- mode
-- before: everybody at the school of origin; after: those with a counted move at the
-- other school
with exchange_years as (
    select * from {{ ref('int_exchange_year') }}
    where has_ledger
),

schools as (select * from {{ ref('dim_school') }}),

scoped as (
    select * from {{ ref('int_school_scoped') }}
    where scope_id = 'G11'
),

exchanged as (select * from {{ ref('int_school_exchanged') }}),

stayed as (select * from {{ ref('int_backbone_stayed') }}),

renamed as (select * from {{ ref('int_school_renamed') }}),

counted as (
    select
        school.*,
        mode.count_mode,
        years.has_roster,
        coalesce(scoped.is_in_scope, false) as is_in_scope,
        coalesce(renamed.first_school_id, school.school_id) as first_school_id,
        coalesce(exchanged.sent_count, 0) as sent_count,
        coalesce(exchanged.received_count, 0) as received_count,
        coalesce(exchanged.backbone_sent_count, 0) as backbone_sent_count,
        coalesce(exchanged.backbone_received_count, 0) as backbone_received_count,
        case when years.has_roster then coalesce(stayed.backbone_count, 0) end
            as backbone_stayed_count
    from exchange_years as years
    inner join schools as school
        on
            years.county_id = school.county_id
            and years.school_year = school.school_year
    cross join (values ('new'), ('in_force')) as mode (count_mode)
    left join scoped
        on
            school.county_id = scoped.county_id
            and school.school_year = scoped.school_year
            and school.school_id = scoped.school_id
    left join exchanged
        on
            school.county_id = exchanged.county_id
            and school.school_year = exchanged.school_year
            and school.school_id = exchanged.school_id
            and mode.count_mode = exchanged.count_mode
    left join stayed
        on
            school.county_id = stayed.county_id
            and school.school_year = stayed.school_year
            and school.school_id = stayed.school_id
            and mode.count_mode = stayed.count_mode
    left join renamed
        on
            school.county_id = renamed.county_id
            and school.school_id = renamed.school_id
),

looked_back as (
    select
        *,
        count(*) over (
            partition by county_id, first_school_id, count_mode
            order by school_year
        ) as known_year_count,
        count(case when received_count = 0 then 1 end) over (
            partition by county_id, first_school_id, count_mode
            order by school_year
        ) as empty_year_count
    from counted
)

select
    cast(county_id as string) as county_id,
    cast(school_year as integer) as school_year,
    cast(count_mode as string) as count_mode,
    cast(school_id as string) as school_id,
    cast(school_name as string) as school_name,
    cast(school_type as string) as school_type,
    cast(ownership as string) as ownership,
    cast(urban_rural as string) as urban_rural,
    cast(is_in_scope as boolean) as is_in_scope,
    cast(sent_count as integer) as sent_count,
    cast(received_count as integer) as received_count,
    cast(backbone_sent_count as integer) as backbone_sent_count,
    cast(backbone_received_count as integer) as backbone_received_count,
    cast(backbone_received_count - backbone_sent_count as integer)
        as backbone_net_count,
    cast(backbone_stayed_count + backbone_sent_count as integer)
        as backbone_before_count,
    cast(backbone_stayed_count + backbone_received_count as integer)
        as backbone_after_count,
    cast(known_year_count as integer) as known_year_count,
    cast(empty_year_count as integer) as empty_year_count,
    cast(case when is_in_scope then empty_year_count = known_year_count end as boolean)
        as is_never_receiving
from looked_back
