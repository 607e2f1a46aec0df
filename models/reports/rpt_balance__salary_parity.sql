-- grain: one row per county, finance year, definition and stratum
with parities as (select * from {{ ref('fct_salary_parity') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

definitions as (select * from {{ ref('pay_definition') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(parity.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(parity.finance_year as integer) as finance_year,
    cast(parity.definition as string) as definition,
    cast(parity.stratum_type as string) as stratum_type,
    cast(parity.stratum as string) as stratum,
    cast(definition.position as integer) as position,
    cast(definition.name_zh as string) as definition_name,
    cast(kind.name_zh as string) as stratum_type_name,
    cast(coalesce(code.name_zh, word.name_zh) as string) as stratum_name,
    parity.teacher_head_count,
    parity.teacher_average_yuan,
    parity.civil_servant_average_yuan,
    parity.ratio,
    parity.gap_per_head_yuan,
    parity.gap_total_yuan,
    parity.cost_to_close_yuan,
    parity.coverage_ratio,
    parity.ratio_limit,
    parity.verdict,
    parity.is_borderline,
    cast(
        coalesce(
            reason.name_zh,
            case when parity.is_borderline then near.name_zh end,
            ''
        ) as string
    ) as note,
    parity.is_suppressed
from parities as parity
inner join definitions as definition
    on parity.definition = definition.definition
inner join words as kind
    on {{ word_of('kind', 'stratum_type', 'parity.stratum_type') }}
left join words as reason
    on {{ word_of('reason', 'reason', 'parity.reason') }}
left join words as near
    on near.list_id = 'reason' and near.code = 'borderline_pay'
left join newest_cycles as newest
    on parity.county_id = newest.county_id
left join codes as code
    on parity.stratum_type = code.list_id and parity.stratum = code.code
left join words as word
    on
        word.list_id in ('urban_rural', 'stratum')
        and parity.stratum_type in ('urban_rural', 'all')
        and parity.stratum = word.code
