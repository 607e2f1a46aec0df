-- grain: one row per school, fact and pair of sources that do not say the same, in the
-- statistics year of the newest cycle
with reconciled as (
    select * from {{ ref('fct_reconciliation') }}
    where
        status not in ('agree', 'within_tolerance')
        -- a school that no list knows is one line, not one for each of its figures
        and (status <> 'not_attributable' or fact = stage || '_pupil_count')
),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

facts as (select * from {{ ref('reconciled_fact') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }}),

files as (
    -- a workbook holds several forms under one name
    select
        _file,
        max(file_name) as file_name
    from {{ ref('stg_submission') }}
    group by _file
)

select
    cast(item.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(item.school_id as string) as school_id,
    cast(item.fact as string) as fact,
    cast(item.source_a as string) as source_a,
    cast(item.source_b as string) as source_b,
    cast(
        case
            when item.status in ('differ', 'contradicting') then 1
            when item.status = 'not_attributable' then 2
            else 3
        end as integer
    ) as position,
    cast(item.school_name as string) as school_name,
    cast(fact.name_zh as string) as fact_name,
    cast(status.name_zh as string) as status_name,
    cast(source_a.name_zh as string) as source_a_name,
    cast(
        coalesce(
            replace(cast(item.value_a as string), '.00', ''),
            code_a.name_zh,
            item.code_a
        ) as string
    ) as shown_a,
    cast(source_b.name_zh as string) as source_b_name,
    cast(
        coalesce(
            replace(cast(item.value_b as string), '.00', ''),
            code_b.name_zh,
            item.code_b
        ) as string
    ) as shown_b,
    cast(item.unit as string) as unit_name,
    cast(item.difference as decimal(18, 2)) as difference,
    cast(abs(item.relative_difference) as double) as relative_size,
    cast(counted.name_zh as string) as counted_source_name,
    cast(file_a.file_name as string) as file_name_a,
    cast(item.sheet_a as string) as sheet_a,
    cast(item.cell_a as string) as cell_a,
    cast(file_b.file_name as string) as file_name_b,
    cast(item.sheet_b as string) as sheet_b,
    cast(item.cell_b as string) as cell_b
from reconciled as item
inner join newest_cycles as newest
    on
        item.county_id = newest.county_id
        and item.school_year = newest.statistics_school_year
inner join facts as fact
    on item.fact = fact.fact
left join words as status
    on {{ word_of('status', 'reconciliation_status', 'item.status') }}
left join words as source_a
    on {{ word_of('source_a', 'figure_source', 'item.source_a') }}
left join words as source_b
    on {{ word_of('source_b', 'figure_source', 'item.source_b') }}
left join words as counted
    on {{ word_of('counted', 'figure_source', 'item.counted_source') }}
left join codes as code_a
    on replace(item.fact, '_code', '') = code_a.list_id and item.code_a = code_a.code
left join codes as code_b
    on replace(item.fact, '_code', '') = code_b.list_id and item.code_b = code_b.code
left join files as file_a
    on substr(item.file_id_a, 1, 64) = file_a._file
left join files as file_b
    on substr(item.file_id_b, 1, 64) = file_b._file
