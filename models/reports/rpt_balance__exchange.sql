-- grain: one row per entity, exchange year and count mode, up to the newest year whose
-- ledger was received or is due
with exchanges as (select * from {{ ref('fct_teacher_exchange') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

names as (select * from {{ ref('int_entity_named') }}),

words as (select * from {{ ref('display_word') }}),

compulsory as (
    -- distinct: a stage belongs to many types of school
    select distinct stage from {{ ref('school_type_stage') }}
    where is_judged
)

select
    cast(exchange.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(exchange.entity_type as string) as entity_type,
    cast(exchange.entity_id as string) as entity_id,
    cast(exchange.school_year as integer) as school_year,
    cast(exchange.count_mode as string) as count_mode,
    cast(
        case exchange.entity_type
            when 'county' then 1
            when 'stage' then 2
            when 'group' then 3
            when 'district' then 4
            when 'subject' then 5
            else 6
        end as integer
    ) as position,
    cast(
        cast(exchange.school_year as string)
        || '-'
        || cast(exchange.school_year + 1 as string) as string
    ) as school_year_name,
    cast(kind.name_zh as string) as entity_type_name,
    cast(entity.entity_name as string) as entity_name,
    cast(mode.name_zh as string) as count_mode_name,
    exchange.eligible_count,
    exchange.exchanged_count,
    exchange.exchanged_eligible_count,
    exchange.exchange_ratio,
    exchange.exchange_limit,
    exchange.exchange_verdict,
    exchange.missing_roster_count,
    exchange.backbone_exchanged_count,
    exchange.backbone_ratio,
    exchange.backbone_limit,
    exchange.backbone_verdict,
    exchange.backbone_of_eligible_ratio,
    cast(
        case when exchange.entity_type = 'county' then share.name_zh end as string
    ) as backbone_share_name,
    exchange.leader_eligible_count,
    exchange.leader_exchanged_count,
    exchange.leader_ratio,
    exchange.town_to_village_count,
    exchange.village_to_town_count
from exchanges as exchange
inner join newest_cycles as newest
    on exchange.county_id = newest.county_id
inner join words as kind
    on
        {{ word_of(
            'kind', 'entity_type',
            "case exchange.entity_type when 'group' then 'group_besides_district'"
            ~ " else exchange.entity_type end"
        ) }}
inner join words as mode
    on {{ word_of('mode', 'count_mode', 'exchange.count_mode') }}
left join words as share
    on {{ word_of('share', 'backbone_share_of', 'exchange.backbone_share_of') }}
left join names as entity
    on
        exchange.county_id = entity.county_id
        and exchange.entity_type = entity.entity_type
        and exchange.entity_id = entity.entity_id
left join compulsory
    on exchange.entity_type = 'stage' and exchange.entity_id = compulsory.stage
-- the year after has eligible teachers as soon as its roster is in, but no ledger yet
where
    (
        exchange.exchanged_count is not null
        or exchange.school_year <= newest.exchange_school_year
    )
    -- exchange is a matter of compulsory stages; senior rows would be empty
    and (exchange.entity_type <> 'stage' or compulsory.stage is not null)
