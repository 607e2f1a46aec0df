-- The cells that were changed (`changes`), and what is to be said of them.
create table whatif_change as
select
    changes.line, coalesce(school.school_name, asked.county_name) as place_name,
    changes.form_label, changes.row_name, changes.item, changes.unit, changes.old_text,
    changes.new_text, changes.reason, changes.file_name, changes.sheet, changes.cell,
    concat_ws('；',
        case when changes.old_text = changes.new_text then word('what_if', 'same_value') end,
        case
            when not changes.is_used then word('what_if', 'form_not_used')
            when changes.old_text <> changes.new_text and not exists (
                select 1 from pair
                where
                    pair.is_changed
                    -- a form of the county about its schools is judged of the county, too
                    and pair.entity_id in (changes.sender_id, changes.school_id)
            ) then word('what_if', 'no_effect')
        end,
        case when changes.is_split_lost then word('what_if', 'campuses_disagree') end
    ) as note
from changes
inner join asked on changes.county_id = asked.county_id and changes.cycle_id = asked.cycle_id
left join before_dim_school as school
    on changes.county_id = school.county_id
    and changes.school_id = school.school_id
    and asked.school_year = school.school_year;
