-- grain: one row per teacher, certificate and school year of the register
{{ rows_in_force('teacher_certificate', 'school_year') }}
