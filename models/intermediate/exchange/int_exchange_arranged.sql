-- grain: one row per school stage in scope, assessment cycle, indicator R1 or R2 and
-- arrangement: with, everybody on exchange at the host; without, at home
-- figures from which somebody would be taken who is not in them are not known
with resources as (
    select * from {{ ref('fct_school_resource') }}
    where is_in_scope and indicator_id in ('R1', 'R2')
),

shifted as (select * from {{ ref('int_exchange_shifted') }}),

indicators as (select * from {{ ref('indicator') }}),

steps as (
    {% for end, sign in [('home', 1), ('host', -1)] -%}
        select
            cycle_id,
            county_id,
            {{ end }}_school_id as school_id,
            stage,
            indicator_id,
            case when counted_at = 'host' then {{ sign }} else 0 end as step_without,
            case when counted_at = 'home' then {{ -sign }} else 0 end as step_with
        from shifted
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

summed as (
    select
        cycle_id,
        county_id,
        school_id,
        stage,
        indicator_id,
        sum(step_without) as step_without,
        sum(step_with) as step_with
    from steps
    group by cycle_id, county_id, school_id, stage, indicator_id
),

arranged as (
    select
        resource.*,
        arrangement.arrangement,
        indicator.per_pupil_count,
        resource.numerator
        + coalesce(
            case arrangement.arrangement
                when 'with' then summed.step_with
                else summed.step_without
            end, 0
        ) as amount
    from resources as resource
    cross join (values ('with'), ('without')) as arrangement (arrangement)
    inner join indicators as indicator
        on resource.indicator_id = indicator.indicator_id
    left join summed
        on
            resource.cycle_id = summed.cycle_id
            and resource.county_id = summed.county_id
            and resource.school_id = summed.school_id
            and resource.stage = summed.stage
            and resource.indicator_id = summed.indicator_id
)

select
    cycle_id,
    county_id,
    school_id,
    school_name,
    stage,
    indicator_id,
    arrangement,
    is_in_scope,
    denominator,
    case
        when amount >= 0 then {{ ratio('per_pupil_count * amount', 'denominator') }}
    end as value
from arranged
