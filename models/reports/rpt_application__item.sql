-- grain: one row per county, table and line in the newest assessment cycle, as in the
-- national forms IV and V
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

lines as (select * from {{ ref('application_line') }}),

limited as (select * from {{ ref('int_line_limited') }}),

indicators as (select * from {{ ref('indicator') }}),

verdicts as (
    select * from {{ ref('fct_indicator_verdict') }}
    where entity_type = 'county'
),

answered as (
    select
        newest.county_id,
        newest.county_name,
        lines.form_id,
        lines.line,
        {{ limits_filled('lines.item_zh', 'limited') }} as item_zh,
        verdict.verdict,
        verdict.sentence,
        -- as the forms print the stages
        row_number() over (
            partition by newest.county_id, lines.form_id, lines.line
            order by
                indicator.position asc,
                case verdict.stage
                    when 'primary' then 1
                    when 'junior' then 2
                    when 'nine_year' then 3
                    when 'twelve_year' then 4
                    else 5
                end asc
        ) as place
    from newest_cycles as newest
    cross join lines
    left join limited
        on
            newest.county_id = limited.county_id
            and lines.form_id = limited.form_id
            and lines.line = limited.line
    left join indicators as indicator
        on {{ is_one_of('indicator.indicator_id', 'lines.indicator_ids') }}
    left join verdicts as verdict
        on
            newest.county_id = verdict.county_id
            and newest.cycle_id = verdict.cycle_id
            and indicator.indicator_id = verdict.indicator_id
)

select
    cast(county_id as string) as county_id,
    cast(county_name as string) as county_name,
    cast(form_id as string) as form_id,
    cast(line as integer) as line,
    cast(item_zh as string) as item,
    cast({{ joined_text('sentence', '', 'place') }} as string) as sentence,
    cast(
        case
            when count(case when verdict = 'not_met' then 1 end) > 0 then 'not_met'
            when count(case when verdict = 'incomplete' then 1 end) > 0
                then 'incomplete'
            when count(case when verdict = 'met' then 1 end) > 0 then 'met'
            when count(verdict) > 0 then 'not_applicable'
            else 'incomplete'
        end as string
    ) as verdict
from answered
group by county_id, county_name, form_id, line, item_zh
