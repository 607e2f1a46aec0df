-- grain: one row per county, exam and subject with an estimated model
-- the figures of the paper beside one another; what schools have in it is left out
with estimates as (select * from {{ ref('int_variance_estimated') }})

select
    county_id,
    exam_id,
    subject,
    {% for method, statistic, name in [
        ('reml', 'tau_squared', 'tau_squared'),
        ('reml', 'sigma_squared', 'sigma_squared'),
        ('reml', 'icc', 'icc_reml'),
        ('reml', 'icc_low', 'icc_reml_low'),
        ('reml', 'icc_high', 'icc_reml_high'),
        ('anova', 'icc1_low', 'icc1_low'),
        ('anova', 'icc1_high', 'icc1_high'),
        ('anova', 'eta_squared_low', 'eta_squared_low'),
        ('anova', 'eta_squared_high', 'eta_squared_high'),
    ] %}
        max(
            case
                when method = '{{ method }}' and statistic = '{{ statistic }}'
                    then value
            end
        ) as {{ name }},
    {% endfor %}
    max(case when method = 'reml' and statistic = 'reason' then term end) as reason
from estimates
where school_id = ''
group by county_id, exam_id, subject
