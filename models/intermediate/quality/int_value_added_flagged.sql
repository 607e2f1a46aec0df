{% set run = 'county_id, exam_id, subject, model_id, method' %}
-- grain: one row per county, exam, subject, model, method and school with a figure
-- bands rest on effect_se alone and need a practical difference; of the second kind the
-- school's p value is among those that Benjamini and Hochberg (1995) let through
with estimates as (
    select * from {{ ref('int_value_added_estimated') }}
    where school_id <> ''
),

reported as (select * from {{ ref('int_value_added_reported') }}),

models as (select * from {{ ref('value_added_model') }}),

schools as (
    select
        county_id,
        exam_id,
        subject,
        model as model_id,
        method,
        {% for name in [
            'residual', 'shrinkage', 'effect', 'effect_cond_se', 'effect_se', 'effect_low',
            'effect_high', 'p_value',
        ] %}
            max(case when statistic = '{{ name }}' then value end) as {{ name }},
        {% endfor %}
        school_id
    from estimates
    group by county_id, exam_id, subject, model, method, school_id
),

compared as (
    select
        schools.*,
        reported.reason,
        model.minimum_school_count,
        cast(model.false_discovery_rate as double) as false_discovery_rate,
        {{ ratio('schools.effect', 'reported.outcome_sd') }} as effect_sd,
        cast(model.minimum_effect as double) as minimum_effect,
        -- only what is reported is compared, and only that is counted as a comparison
        case when reported.reason is null then schools.p_value end as own_p_value
    from schools
    inner join reported
        on
            schools.county_id = reported.county_id
            and schools.exam_id = reported.exam_id
            and schools.subject = reported.subject
            and schools.model_id = reported.model_id
            and schools.method = reported.method
            and schools.school_id = reported.school_id
    inner join models as model on schools.model_id = model.model_id
),

ordered as (
    select
        *,
        count(own_p_value) over (partition by {{ run }}) as compared_count,
        count(own_p_value) over (
            partition by {{ run }}
            order by own_p_value
            range between unbounded preceding and current row
        ) as no_larger_count
    from compared
),

limited as (
    select
        *,
        max(
            case
                when
                    own_p_value * compared_count
                    <= no_larger_count * false_discovery_rate
                    then own_p_value
            end
        ) over (partition by {{ run }}) as largest_p_value
    from ordered
)

select
    *,
    case
        when reason is not null or own_p_value is null then null
        when compared_count < minimum_school_count then null
        when effect_low > 0 and effect_sd >= minimum_effect then 'above'
        when effect_high < 0 and effect_sd <= -minimum_effect then 'below'
        else 'about'
    end as band,
    case
        when reason is not null or own_p_value is null then null
        when compared_count < minimum_school_count then null
        when abs(effect_sd) < minimum_effect then 'about'
        when own_p_value <= largest_p_value and effect > 0 then 'above'
        when own_p_value <= largest_p_value and effect < 0 then 'below'
        else 'about'
    end as discovery_band
from limited
