-- grain: one row per county, exam, subject, model and method, of exams that go on an
-- earlier one
-- Fisher's z, the inverse hyperbolic tangent of a correlation, has the error
-- 1 / sqrt(n - 3)
with compared as (select * from {{ ref('int_value_added_compared') }}),

models as (select * from {{ ref('value_added_model') }}),

withheld as (
    select * from {{ ref('int_quality_withheld') }}
    where entity_type = 'county'
),

paired as (
    select
        *,
        case when change_sd is not null then effect_sd end as now_sd,
        case when change_sd is not null then previous_effect_sd end as then_sd
    from compared
),

summed as (
    select
        county_id,
        exam_id,
        subject,
        model_id,
        method,
        max(previous_exam_id) as previous_exam_id,
        max(interval_reach) as interval_reach,
        count(now_sd) as school_count,
        {{ exact_sum('now_sd') }} as now_sum,
        {{ exact_sum('then_sd') }} as then_sum,
        {{ exact_sum('now_sd * now_sd') }} as now_squares,
        {{ exact_sum('then_sd * then_sd') }} as then_squares,
        {{ exact_sum('now_sd * then_sd') }} as products
    from paired
    group by county_id, exam_id, subject, model_id, method
),

correlated as (
    select
        summed.*,
        model.printed_method,
        case
            when summed.school_count >= model.minimum_school_count
                then {{ ratio(
                    'summed.school_count * summed.products'
                    ' - summed.now_sum * summed.then_sum',
                    'sqrt(summed.school_count * summed.now_squares'
                    ' - summed.now_sum * summed.now_sum)'
                    ' * sqrt(summed.school_count * summed.then_squares'
                    ' - summed.then_sum * summed.then_sum)'
                ) }}
        end as correlation
    from summed
    inner join models as model on summed.model_id = model.model_id
),

placed as (
    select
        *,
        case
            when abs(correlation) < 1
                then ln((1 + correlation) / (1 - correlation)) / 2
        end as z,
        case
            when school_count > 3
                then {{ ratio('interval_reach', 'sqrt(school_count - 3)') }}
        end as reach
    from correlated
)

select
    cast(placed.county_id as string) as county_id,
    cast(placed.exam_id as string) as exam_id,
    cast(placed.subject as string) as subject,
    cast(placed.model_id as string) as model_id,
    cast(placed.method as string) as method,
    cast(placed.method = placed.printed_method as boolean) as is_printed,
    cast(placed.previous_exam_id as string) as previous_exam_id,
    cast(placed.school_count as integer) as school_count,
    placed.correlation,
    {% for end, sign in [('low', '-'), ('high', '+')] %}
        (exp(2 * (placed.z {{ sign }} placed.reach)) - 1)
        / (exp(2 * (placed.z {{ sign }} placed.reach)) + 1) as correlation_{{ end }},
    {% endfor %}
    cast(case when placed.correlation is null then 'few_schools' end as string)
        as reason,
    true as is_estimate,
    cast(coalesce(withheld.is_releasable, false) as boolean) as is_releasable,
    cast(coalesce(withheld.is_suppressed, true) as boolean) as is_suppressed
from placed
left join withheld
    on
        placed.county_id = withheld.county_id
        and placed.exam_id = withheld.exam_id
        and placed.subject = withheld.subject
