-- grain: one row per exam, subject, school and fault of its whole column of scores
-- a column is above full marks too often, or row for row that of another subject: two
-- columns are alike when all their sums are, also that of score times row of the sheet
with scores as (select * from {{ ref('int_score_listed') }}),

rules as (select * from {{ ref('int_paper_rule_resolved') }}),

summed as (
    select
        county_id,
        exam_id,
        subject,
        school_id,
        count(*) as score_count,
        count(case when score_scale = 'raw' and raw_score > full_score then 1 end)
            as above_count,
        {{ score_total('raw_score') }} as score_sum,
        {{ square_total('raw_score') }} as square_sum,
        sum(cast(raw_score as decimal(10, 7)) * cast(_row as decimal(9, 0))) as row_sum
    from scores
    where status = 'taken' and school_id is not null
    group by county_id, exam_id, subject, school_id
),

compared as (
    select
        summed.*,
        {{ squared_spread('score_count', 'score_sum', 'square_sum') }} > 0 as is_spread,
        count(*) over (
            partition by
                summed.county_id,
                summed.exam_id,
                summed.school_id,
                summed.score_count,
                summed.score_sum,
                summed.square_sum,
                summed.row_sum
        ) as alike_count
    from summed
)

select
    compared.county_id,
    compared.exam_id,
    compared.subject,
    compared.school_id,
    fault.fault_code
from compared
inner join rules
    on {{ same_paper('compared', 'rules') }}
cross join (
    values ('column_above_full_score'), ('column_repeated')
) as fault (fault_code)
where
    (
        fault.fault_code = 'column_above_full_score'
        and compared.above_count >= rules.column_least_rows
        and compared.above_count >= rules.column_share * compared.score_count
    )
    or (
        fault.fault_code = 'column_repeated'
        and compared.alike_count > 1
        and compared.is_spread
        and compared.score_count >= rules.repeat_least_rows
    )
