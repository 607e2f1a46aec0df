-- grain: one row per code of a school that a change names, and span: what the school is
-- made of then
-- a rename leaves a school what it was; a merger or a split, for all who have part in
-- it, does not
with changes as (select * from {{ ref('bridge_school_succession') }}),

renamed as (select * from {{ ref('int_school_renamed') }}),

parts as (
    {% for side in ['from', 'to'] -%}
        select
            county_id,
            {{ side }}_school_id as school_id,
            change_month
        from changes
        where change_kind in ('merge', 'split')
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

dated as (
    select
        county_id,
        first_school_id,
        -- before any register
        make_date(1900, 1, 1) as valid_from,
        first_school_id as composition_id
    from renamed
    -- distinct: a merger has several parts, and a school may have several codes
    union distinct
    select
        renamed.county_id,
        renamed.first_school_id,
        parts.change_month as valid_from,
        renamed.first_school_id || '|' || cast(parts.change_month as string)
            as composition_id
    from parts
    inner join renamed
        on
            parts.county_id = renamed.county_id
            and parts.school_id = renamed.school_id
),

spans as (
    select
        *,
        lead(valid_from) over (
            partition by county_id, first_school_id
            order by valid_from
        ) as valid_to
    from dated
)

select
    renamed.county_id,
    renamed.school_id,
    spans.composition_id,
    spans.valid_from,
    spans.valid_to
from renamed
inner join spans
    on
        renamed.county_id = spans.county_id
        and renamed.first_school_id = spans.first_school_id
