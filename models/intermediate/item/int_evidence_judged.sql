-- grain: one row per assessment cycle, item that only documents answer, and county or
-- school that must answer it
-- one school of which a document says the opposite is enough for the county to fail
with asked as (select * from {{ ref('int_evidence_asked') }}),

found as (select * from {{ ref('int_evidence_found') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

adverse_schools as (
    select
        county_id,
        school_year,
        evidence_item,
        count(*) as school_count
    from found
    where school_id <> '' and is_adverse and not is_favourable
    group by county_id, school_year, evidence_item
),

answered as (
    select
        asked.*,
        threshold.threshold_id,
        threshold.limit_value,
        case
            when not asked.is_in_scope then 'not_applicable'
            when asked.entity_type = 'county' and adverse.school_count > 0
                then 'not_met'
            when found.is_adverse and not found.is_favourable then 'not_met'
            when found.is_favourable and not found.is_adverse then 'met'
            else 'incomplete'
        end as verdict,
        found.school_id is not null as is_found
    from asked
    inner join thresholds as threshold
        on
            asked.county_id = threshold.county_id
            and asked.school_year = threshold.school_year
            and asked.indicator_id = threshold.indicator_id
            and threshold.stage = 'all'
    left join found
        on
            asked.county_id = found.county_id
            and asked.school_year = found.school_year
            and asked.evidence_item = found.evidence_item
            and found.school_id = case
                when asked.entity_type = 'school' then asked.entity_id else ''
            end
    left join adverse_schools as adverse
        on
            asked.county_id = adverse.county_id
            and asked.school_year = adverse.school_year
            and asked.evidence_item = adverse.evidence_item
)

select
    county_id,
    cycle_id,
    entity_type,
    entity_id,
    indicator_id,
    '' as stage,
    -- 1 is what the item asks for; a veto item asks for 0
    case verdict
        when 'met' then limit_value
        when 'not_met' then 1 - limit_value
    end as value,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    limit_value,
    verdict,
    false as is_borderline,
    case
        when verdict = 'not_applicable' then scope_reason
        when verdict = 'not_met' then 'evidence_adverse'
        when verdict = 'incomplete' and is_found then 'evidence_contradicting'
        when verdict = 'incomplete' then 'evidence_missing'
    end as reason,
    threshold_id,
    'evidence' as rests_on
from answered
