-- grain: one row per exam and stratum of a sample, from the submission in force
{{ rows_in_force('exam_sample', 'exam_id') }}
