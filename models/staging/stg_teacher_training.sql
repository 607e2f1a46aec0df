-- grain: one row per teacher, training and school year of the register
{{ rows_in_force('teacher_training', 'school_year') }}
