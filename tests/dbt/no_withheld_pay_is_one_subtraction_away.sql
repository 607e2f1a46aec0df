-- means:   withheld pay of a stratum is that of all teachers less the published strata,
--          or what is left is the pay of too few, or mostly that of one
-- matters: a reader of the published folder would know one person's pay
-- mend:    int_salary_withheld
with strata as (
    select
        parity.county_id,
        parity.finance_year,
        parity.definition,
        parity.stratum_type,
        parity.is_suppressed,
        parity.teacher_head_count,
        compared.filled_teacher_total_yuan as teacher_total_yuan,
        compared.largest_total_yuan
    from {{ ref('fct_salary_parity') }} as parity
    inner join {{ ref('int_salary_compared') }} as compared
        on
            parity.county_id = compared.county_id
            and parity.finance_year = compared.finance_year
            and parity.definition = compared.definition
            and parity.stratum_type = compared.stratum_type
            and parity.stratum = compared.stratum
),

rests as (
    select
        part.county_id,
        part.finance_year,
        part.definition,
        part.stratum_type,
        whole.is_suppressed,
        count(*) as part_count,
        count(case when part.is_suppressed then 1 end) as hidden_count,
        sum(case when part.is_suppressed then part.teacher_head_count else 0 end)
            as head_count,
        sum(case when part.is_suppressed then part.teacher_total_yuan else 0 end)
            as total_yuan,
        max(case when part.is_suppressed then part.largest_total_yuan else 0 end)
            as largest_total_yuan
    from strata as part
    inner join strata as whole
        on
            part.county_id = whole.county_id
            and part.finance_year = whole.finance_year
            and part.definition = whole.definition
            and part.stratum_type <> 'all'
            and whole.stratum_type = 'all'
    group by
        part.county_id,
        part.finance_year,
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
        and (
            rests.hidden_count < 2
            or rests.head_count < rule.minimum_count
            -- all strata together are the published whole
            or (
                rests.hidden_count < rests.part_count
                and rests.largest_total_yuan > rule.maximum_share * rests.total_yuan
            )
        )
    )
