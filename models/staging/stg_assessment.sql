-- grain: one row per exam, candidate and subject, from the submission in force
{{ rows_in_force('assessment', 'exam_id') }}
