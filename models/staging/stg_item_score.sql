-- grain: one row per exam, school, subject and item, from the submission in force
{{ rows_in_force('item_score', 'exam_id') }}
