{% set methods = {'questionnaire': 'asked', 'visit': 'visited'} %}
-- grain: one row per county and group of those asked (all, parents) in the newest
-- assessment cycle, as in the national form VI
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

surveys as (select * from {{ ref('int_survey_counted') }}),

words as (select * from {{ ref('display_word') }}),

grouped as (
    select
        newest.county_id,
        newest.county_name,
        groups.code as respondents,
        groups.name_zh as row_name,
        case groups.code when 'all' then 1 else 2 end as position,
        {% for method, name in methods.items() -%}
            {% for of in ['sent', 'valid', 'satisfied'] -%}
                max(
                    case
                        when surveys.survey_method = '{{ method }}'
                            then case groups.code
                                when 'all' then surveys.{{ of }}_count
                                else surveys.parent_{{ of }}_count
                            end
                    end
                ) as {{ name }}_{{ of }}_count
                {%- if not loop.last %},{% endif %}
            {% endfor -%}
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from newest_cycles as newest
    cross join words as groups
    left join surveys
        on newest.county_id = surveys.county_id and newest.cycle_id = surveys.cycle_id
    where groups.list_id = 'application_survey'
    group by newest.county_id, newest.county_name, groups.code, groups.name_zh
)

select
    cast(county_id as string) as county_id,
    cast(county_name as string) as county_name,
    cast(position as integer) as position,
    cast(row_name as string) as row_name,
    cast(asked_sent_count as integer) as asked_sent_count,
    cast(asked_valid_count as integer) as asked_valid_count,
    cast(asked_satisfied_count as integer) as asked_satisfied_count,
    {{ ratio('asked_satisfied_count', 'asked_valid_count') }} as asked_satisfied_ratio,
    cast(visited_valid_count as integer) as visited_valid_count,
    cast(visited_satisfied_count as integer) as visited_satisfied_count,
    {{ ratio('visited_satisfied_count', 'visited_valid_count') }}
        as visited_satisfied_ratio
from grouped
