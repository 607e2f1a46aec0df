-- grain: one row per school, school year, fact and pair of sources
with paired as (select * from {{ ref('int_fact_paired') }}),

unattributed as (select * from {{ ref('int_fact_unattributed') }}),

facts as (select * from {{ ref('reconciled_fact') }}),

schools as (select * from {{ ref('int_school_profiled') }}),

listed as (
    select * from paired
    union all
    select * from unattributed
),

judged as (
    select
        listed.*,
        coalesce(schools.school_name, listed.stated_school_name) as school_name,
        schools.school_type,
        schools.ownership,
        schools.urban_rural,
        facts.stage,
        facts.unit_zh,
        facts.resource_source,
        case
            when schools.school_id is null then 'not_attributable'
            when listed.is_contradicting then 'contradicting'
            when not listed.has_value_a then 'missing_a'
            when not listed.has_value_b then 'missing_b'
            when
                listed.value_a = listed.value_b or listed.code_a = listed.code_b
                then 'agree'
            when abs(listed.value_b - listed.value_a) <= listed.tolerance
                then 'within_tolerance'
            else 'differ'
        end as status
    from listed
    inner join facts
        on listed.fact = facts.fact
    left join schools
        on
            listed.county_id = schools.county_id
            and listed.school_year = schools.school_year
            and listed.school_id = schools.school_id
)

select
    cast(county_id as string) as county_id,
    cast(school_year as integer) as school_year,
    cast(school_id as string) as school_id,
    cast(school_name as string) as school_name,
    cast(stage as string) as stage,
    cast(school_type as string) as school_type,
    cast(ownership as string) as ownership,
    cast(urban_rural as string) as urban_rural,
    cast(fact as string) as fact,
    cast(unit_zh as string) as unit,
    cast(source_a as string) as source_a,
    cast(source_b as string) as source_b,
    cast(value_a as decimal(18, 2)) as value_a,
    cast(value_b as decimal(18, 2)) as value_b,
    cast(code_a as string) as code_a,
    cast(code_b as string) as code_b,
    cast(value_b - value_a as decimal(18, 2)) as difference,
    {{ ratio('value_b - value_a', 'value_a') }} as relative_difference,
    cast(tolerance as decimal(24, 6)) as tolerance,
    cast(status as string) as status,
    cast(
        case
            when status in ('agree', 'within_tolerance') then true
            when status in ('differ', 'contradicting') then false
        end as boolean
    ) as is_within,
    cast(counted_source as string) as counted_source,
    cast(resource_source as string) as resource_source,
    cast(counted_source = resource_source as boolean) as is_resource_figure_counted,
    cast(campus_count as integer) as campus_count,
    cast(file_id_a as string) as file_id_a,
    cast(sheet_a as string) as sheet_a,
    cast(cell_a as string) as cell_a,
    cast(file_id_b as string) as file_id_b,
    cast(sheet_b as string) as sheet_b,
    cast(cell_b as string) as cell_b
from judged
