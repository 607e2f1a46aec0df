-- grain: one row per county or school, assessment cycle, item of the standard beside
-- resources, pay and exchange, and stage ('' without a stage)
with counties as (
    {{ judged_rows([
        'int_evidence_judged',
        'int_quota_standard_judged',
        'int_class_judged',
        'int_special_funding_judged',
        'int_teacher_item_judged',
        'int_catchment_judged',
        'int_senior_quota_judged',
        'int_migrant_judged',
        'int_retention_judged',
        'int_enrolment_judged',
        'int_monitoring_judged',
        'int_survey_judged',
    ]) }}
),

schools as (select * from {{ ref('int_school_item_judged') }}),

rolled as (select * from {{ ref('int_item_rolled') }}),

rules as (select * from {{ ref('threshold') }}),

single as (
    select * from counties
    where entity_type = 'county'
    union all
    select * from schools
)

select
    single.*,
    rules.is_uncertain as is_threshold_uncertain,
    cast(null as bigint) as failed_count,
    cast(null as double) as numerator_total,
    cast(null as double) as denominator_total
from single
left join rules
    on single.threshold_id = rules.threshold_id
union all
select
    {{ judged_columns() }},
    is_threshold_uncertain,
    failed_count,
    numerator_total,
    denominator_total
from rolled
