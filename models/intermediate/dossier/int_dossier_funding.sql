-- grain: one row per school, finance year and item of money
with funding as (select * from {{ ref('fct_school_funding') }}),

codes as (select * from {{ ref('code_list') }}),

kinds as (select * from {{ ref('dossier_event') }}),

told as (
    select
        funding.county_id,
        funding.school_id,
        make_date(funding.finance_year, 12, 31) as event_date,
        case
            when funding.funded_pupil_count is null then 'funding'
            else 'funding_by_pupil'
        end as event_kind,
        funding.funding_item as detail_id,
        item.name_zh as item_text,
        cast(funding.finance_year as string) as year_text,
        cast(funding.budget_yuan as string) as budget_text,
        cast(funding.account_yuan as string) as account_text,
        cast(funding.funded_pupil_count as string) as pupils_text,
        funding.is_suppressed
    from funding
    left join codes as item
        on item.list_id = 'funding_item' and funding.funding_item = item.code
)

{{ told_event(['item', 'year', 'budget', 'account', 'pupils']) }}
