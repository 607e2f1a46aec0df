{# means:   two rows have the same key
   matters: sums and joins would count the thing twice
   mend:    look at the model's last join, or at two sources that both bring the row #}
{% test unique_grain(model, columns) %}
    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
