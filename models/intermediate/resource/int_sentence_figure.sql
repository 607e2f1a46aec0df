-- grain: one row per entity, assessment cycle, indicator and figure that its sentence
-- tells beside value, numerator and denominator (forms Ⅴ and Ⅵ)
with retentions as (
    select * from {{ ref('int_retention_measured') }}
    where is_chosen and value is not null
),

ways as (select * from {{ ref('int_retention_told') }}),

enrolments as (select * from {{ ref('int_enrolment_counted') }}),

budgets as (select * from {{ ref('int_training_budget_counted') }}),

results as (select * from {{ ref('int_monitoring_told') }}),

stated as (select * from {{ ref('int_county_total_stated') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

places as (
    select
        cycle.county_id,
        cycle.cycle_id,
        counted.rural_count
    from county_cycles as cycle
    inner join {{ ref('int_senior_quota_counted') }} as counted
        on
            cycle.county_id = counted.county_id
            and cycle.statistics_school_year = counted.school_year
),

surveys as (select * from {{ ref('int_survey_counted') }}),

warnings as (select * from {{ ref('int_post_warning_counted') }}),

shares as (select * from {{ ref('int_backbone_share_told') }}),

of_county as (
    {{ told_figure(
        'G14-rural', 'rural_place', 'cast(rural_count as string)', 'places', 'true'
    ) }}
    union all
    {% for kind in ['public', 'purchased'] -%}
        {{ told_figure(
            'G15', kind, printed('value', "'integer'"), 'stated', "fact = 'G15|" ~ kind ~ "'"
        ) }}
        union all
    {% endfor %}
    {% for figure in ['graduate', 'entrant', 'moved_in', 'moved_out', 'death'] -%}
        {{ told_figure(
            'Q1', figure, 'cast(' ~ figure ~ '_count as string)', 'retentions', 'true'
        ) }}
        union all
    {% endfor %}
    {{ told_figure('Q1', 'method', 'method_text', 'ways', 'true') }}
    union all
    {{ told_figure('Q1', 'other_methods', 'other_methods_text', 'ways', 'true') }}
    union all
    {{ told_figure(
        'Q2', 'special_school', 'cast(special_school_count as string)', 'enrolments',
        'is_list_received'
    ) }}
    union all
    {{ told_figure(
        'Q2', 'special_share',
        printed(ratio('special_school_count', 'enrolled_count'), "'percent1'"),
        'enrolments', 'is_list_received'
    ) }}
    union all
    {{ told_figure('Q9', 'subjects', 'subjects_text', 'results', 'true') }}
    union all
    {{ told_figure(
        'S1', 'sent', 'cast(sent_count as string)', 'surveys',
        "survey_method = 'questionnaire'"
    ) }}
    union all
    {% for figure in ['parent_sent', 'parent_valid', 'parent_satisfied'] -%}
        {{ told_figure(
            'S1', figure, 'cast(' ~ figure ~ '_count as string)', 'surveys',
            "survey_method = 'questionnaire'"
        ) }}
        union all
    {% endfor %}
    {{ told_figure(
        'S1', 'parent_share',
        printed(ratio('parent_satisfied_count', 'parent_valid_count'), "'percent1'"),
        'surveys', "survey_method = 'questionnaire'"
    ) }}
    union all
    {{ told_figure(
        'S1', 'visited', 'cast(valid_count as string)', 'surveys',
        "survey_method = 'visit'"
    ) }}
    union all
    {{ told_figure(
        'S1', 'visit_satisfied', 'cast(satisfied_count as string)', 'surveys',
        "survey_method = 'visit'"
    ) }}
    union all
    {{ told_figure(
        'S1', 'visit_share',
        printed(ratio('satisfied_count', 'valid_count'), "'percent1'"), 'surveys',
        "survey_method = 'visit'"
    ) }}
    union all
    {{ told_figure(
        'V4', 'warned_school', 'cast(warned_school_count as string)', 'warnings', 'true'
    ) }}
    union all
    {{ told_figure(
        'G11-backbone', 'backbone_of', 'backbone_of_text', 'shares', 'true'
    ) }}
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    indicator_id,
    figure,
    figure_text
from of_county
union all
select
    county_id,
    cycle_id,
    'school' as entity_type,
    school_id as entity_id,
    'Q4' as indicator_id,
    'account_share' as figure,
    {{ printed(ratio('training_account_yuan', 'public_account_yuan'), "'percent1'") }}
        as figure_text
from budgets
