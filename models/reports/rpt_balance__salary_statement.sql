-- grain: one row per county: what the definitions say of the newest finance year
with parities as (
    select * from {{ ref('rpt_balance__salary_parity') }}
    where stratum_type = 'all'
),

differences as (select * from {{ ref('int_pay_definition_difference') }}),

words as (
    select * from {{ ref('display_word') }}
    where list_id = 'pay_statement'
),

newest as (
    select
        *,
        max(finance_year) over (partition by county_id) as newest_year
    from parities
),

told as (
    select
        parity.*,
        parity.definition_name
        || case
            when parity.is_suppressed or parity.ratio is null then ''
            else
                '（'
                || {{ printed('parity.ratio', "'percent1'") }}
                || case when parity.is_borderline then near.name_zh else '' end
                || '）'
        end as phrase
    from newest as parity
    left join words as near
        on near.code = 'borderline'
    where parity.finance_year = parity.newest_year
),

-- what each that fails counts unlike one that passes
turned as (
    select
        passing.county_id,
        passing.position,
        replace(base.name_zh, '{}', passing.definition_name)
        || {{ joined_text('difference.difference_text', '；', 'failing.position') }}
            as difference_text
    from told as passing
    inner join told as failing
        on
            passing.county_id = failing.county_id
            and passing.verdict = 'met'
            and failing.verdict = 'not_met'
    inner join differences as difference
        on
            passing.finance_year = difference.finance_year
            and failing.definition = difference.definition
            and passing.definition = difference.base_definition
    inner join words as base
        on base.code = 'base'
    group by
        passing.county_id,
        passing.position,
        passing.definition_name,
        base.name_zh
),

clauses as (
    select
        county_id,
        1 as position,
        'opening' as code,
        coalesce(max(county_name), '') || max(cast(finance_year as string)) as text
    from told
    group by county_id
    union all
    select
        county_id,
        case verdict when 'met' then 2 when 'not_met' then 3 else 4 end as position,
        verdict as code,
        {{ joined_text('phrase', '、', 'position') }} as text
    from told
    group by county_id, verdict
    union all
    select
        county_id,
        5 as position,
        'difference' as code,
        {{ joined_text('difference_text', '；', 'position') }} as text
    from turned
    group by county_id
    union all
    select
        county_id,
        6 as position,
        'closing' as code,
        max(definition_name) as text
    from told
    where definition = 'default'
    group by county_id
)

select
    cast(clause.county_id as string) as county_id,
    cast(
        {{ joined_text(
            "replace(word.name_zh, '{}', clause.text)", '', 'clause.position'
        ) }} as string
    ) as statement
from clauses as clause
inner join words as word
    on clause.code = word.code
group by clause.county_id
