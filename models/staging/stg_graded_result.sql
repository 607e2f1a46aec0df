-- grain: one row per exam, school and subject, from the submission in force
{{ rows_in_force('graded_result', 'exam_id') }}
