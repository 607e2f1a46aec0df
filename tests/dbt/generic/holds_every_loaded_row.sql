{# means:   a submission in force brought more or fewer rows than it says it loaded
   matters: figures would be made of half a file, or of a row twice
   mend:    the pack of that form and period, or the join in its staging model #}
{% test holds_every_loaded_row(model) %}
    with found as (
        select
            _file,
            sender_id,
            count(distinct _sheet || '|' || cast(_row as string)) as row_count
        from {{ model }}
        group by _file, sender_id
    ),

    promised as (
        select
            _file,
            sender_id,
            sum(rows_loaded) as row_count
        from {{ ref('stg_submission') }}
        where form = '{{ model.identifier | replace("stg_", "", 1) }}' and is_effective
        group by _file, sender_id
    )

    select
        promised._file,
        promised.sender_id,
        promised.row_count,
        found.row_count as found_count
    from promised
    left join found
        on
            promised._file = found._file
            and promised.sender_id = found.sender_id
    where promised.row_count <> coalesce(found.row_count, 0)
{% endtest %}
