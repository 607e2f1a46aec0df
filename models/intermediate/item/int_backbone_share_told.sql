-- grain: one row per assessment cycle and county: what the backbone half of G11 divides
-- by, in words
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

choices as (
    select * from {{ ref('int_choice_resolved') }}
    where choice = 'backbone_share_of'
),

words as (select * from {{ ref('display_word') }})

select
    cycle.county_id,
    cycle.cycle_id,
    words.name_zh as backbone_of_text
from county_cycles as cycle
left join choices
    on
        cycle.county_id = choices.county_id
        and cycle.exchange_school_year + 1 = choices.school_year
inner join words
    on
        {{ word_of(
            'words', 'backbone_share_of', "coalesce(choices.value, 'exchanged')"
        ) }}
