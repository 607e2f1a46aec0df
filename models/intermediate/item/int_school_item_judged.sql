-- grain: one row per assessment cycle, school, item that is judged by school, and stage
with judged as (
    {{ judged_rows([
        'int_evidence_judged',
        'int_room_judged',
        'int_size_judged',
        'int_small_school_judged',
        'int_training_share_judged',
    ]) }}
)

select * from judged
where entity_type = 'school'
