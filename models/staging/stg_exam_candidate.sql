-- grain: one row per exam and candidate, from the submission in force
{{ rows_in_force('exam_candidate', 'exam_id') }}
