-- grain: one row per exam and subject, from the submission in force
{{ rows_in_force('exam', 'exam_id') }}
