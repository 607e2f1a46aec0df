-- sqlfluff:dialect:sparksql
-- grain: one row per figure of a model of value added
-- the same function as in the Python model of this name, through a pipe: dbt-spark runs
-- Python models on Databricks clusters only. The pipe splits at tabs and carries codes
-- and numbers, no name
with sums as (
    select * from {{ ref('int_value_added_summed') }}
    distribute by county_id, exam_id, subject, model
    sort by county_id, exam_id, subject, model
)

-- noqa: disable=LT02
select
    transform (
        county_id, exam_id, subject, model, school_id, first, second, pupil_count, value
    )
    using '{{ estimator() }}'
    as (
        county_id string,
        exam_id string,
        subject string,
        model string,
        method string,
        school_id string,
        statistic string,
        term string,
        value double
    )
from sums
