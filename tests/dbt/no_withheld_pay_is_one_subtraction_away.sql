-- means:   withheld pay of a stratum or category, or by how much it differs from that
--          under the default definition, is the whole less the published parts, or what
--          is left is the pay of too few, or mostly that of one
-- matters: a reader of the published folder would know one person's pay
-- mend:    int_salary_withheld
with shown as (
    select
        county_id,
        finance_year,
        definition,
        stratum_type,
        stratum,
        is_suppressed
    from {{ ref('fct_salary_parity') }}
    union all
    select
        county_id,
        finance_year,
        definition,
        'category' as stratum_type,
        category as stratum,
        is_suppressed
    from {{ ref('fct_salary_component') }}
    union all
    select
        county_id,
        finance_year,
        'village_allowance' as definition,
        'school' as stratum_type,
        school_id as stratum,
        is_suppressed
    from {{ ref('fct_village_allowance') }}
),

-- a difference is seen where both definitions are
parts as (
    select
        part.*,
        own.is_suppressed
        or (part.kind = 'difference' and coalesce(base.is_suppressed, false))
            as is_suppressed
    from {{ ref('int_salary_part') }} as part
    inner join shown as own
        on
            part.county_id = own.county_id
            and part.finance_year = own.finance_year
            and part.definition = own.definition
            and part.stratum_type = own.stratum_type
            and part.stratum = own.stratum
    left join shown as base
        on
            part.county_id = base.county_id
            and part.finance_year = base.finance_year
            and base.definition = 'default'
            and part.stratum_type = base.stratum_type
            and part.stratum = base.stratum
),

-- what all schools have is a category of pay
wholes as (
    select
        county_id,
        finance_year,
        kind,
        definition,
        is_suppressed
    from parts
    where stratum_type = 'all'
    union all
    select
        county_id,
        finance_year,
        'allowance' as kind,
        'village_allowance' as definition,
        min(case when is_suppressed then 1 else 0 end) = 1 as is_suppressed
    from {{ ref('fct_salary_component') }}
    where category = 'village_allowance'
    group by county_id, finance_year
),

rests as (
    select
        part.county_id,
        part.finance_year,
        part.kind,
        part.definition,
        part.stratum_type,
        whole.is_suppressed,
        count(*) as part_count,
        count(case when part.is_suppressed then 1 end) as hidden_count,
        sum(case when part.is_suppressed then part.head_count else 0 end) as head_count,
        sum(case when part.is_suppressed then part.total_yuan else 0 end) as total_yuan,
        max(case when part.is_suppressed then part.largest_yuan else 0 end)
            as largest_yuan
    from parts as part
    inner join wholes as whole
        on
            part.county_id = whole.county_id
            and part.finance_year = whole.finance_year
            and part.kind = whole.kind
            and part.definition = whole.definition
            and part.stratum_type <> 'all'
    group by
        part.county_id,
        part.finance_year,
        part.kind,
        part.definition,
        part.stratum_type,
        whole.is_suppressed
)

select rests.*
from rests
inner join {{ ref('suppression_class') }} as rule
    on rule.suppression_class = 'pay'
where
    (rests.is_suppressed and rests.hidden_count = 0)
    or (
        not rests.is_suppressed
        and rests.hidden_count > 0
        -- that nobody gets any is no secret of a few
        and rests.total_yuan > 0
        and (
            rests.head_count < rule.minimum_count
            -- all parts together are the published whole
            or (
                rests.hidden_count < rests.part_count
                and rests.largest_yuan > rule.maximum_share * rests.total_yuan
            )
        )
    )
