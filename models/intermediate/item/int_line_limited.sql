-- grain: one row per county and line of a national form that prints limits, in the
-- newest assessment cycle: those in force, in the order in which the line names them
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

indicators as (select * from {{ ref('indicator') }}),

lines as (
    select
        form_id,
        line,
        limits
    from {{ ref('application_line') }}
    union all
    select
        'self' as form_id,
        line,
        limits
    from {{ ref('self_assessment_line') }}
),

printed as (
    select
        newest.county_id,
        lines.form_id,
        lines.line,
        {{ printed_limit('threshold.limit_value', 'indicator.print_format') }}
            as limit_text,
        row_number() over (
            partition by newest.county_id, lines.form_id, lines.line
            order by
                instr(
                    '|' || lines.limits || '|',
                    '|' || threshold.indicator_id || '.' || threshold.stage || '|'
                )
        ) as place
    from newest_cycles as newest
    inner join thresholds as threshold
        on
            newest.county_id = threshold.county_id
            and newest.statistics_school_year = threshold.school_year
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
    inner join lines
        on
            {{ is_one_of(
                "threshold.indicator_id || '.' || threshold.stage", 'lines.limits'
            ) }}
)

select
    county_id,
    form_id,
    line,
    max(case when place = 1 then limit_text end) as limit_1_text,
    max(case when place = 2 then limit_text end) as limit_2_text,
    max(case when place = 3 then limit_text end) as limit_3_text
from printed
group by county_id, form_id, line
