-- means:   a verdict was given, or could not be given, without a rule that says how
-- matters: nobody could tell which document and date decided
-- mend:    seeds/threshold.csv: a row for the indicator, stage, region and date
select
    'fct_school_resource' as model_name,
    indicator_id,
    stage,
    county_id
from {{ ref('fct_school_resource') }}
where threshold_id is null
union all
select
    'fct_indicator_verdict' as model_name,
    indicator_id,
    stage,
    county_id
from {{ ref('fct_indicator_verdict') }}
where
    threshold_id is null
    -- how much is wanted may be what nobody knows
    or (limit_value is null and verdict in ('met', 'not_met'))
union all
select
    'fct_class' as model_name,
    'G5' as indicator_id,
    stage,
    county_id
from {{ ref('fct_class') }}
-- a class of a year without a school list stands in no place and has no rule
where class_limit is null and stage <> 'senior' and school_name is not null
union all
select
    'fct_teacher_exchange' as model_name,
    'G11' as indicator_id,
    '' as stage,
    county_id
from {{ ref('fct_teacher_exchange') }}
where exchange_limit is null or backbone_limit is null
