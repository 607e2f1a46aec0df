-- grain: one row per school subject
select
    cast(code as string) as subject,
    cast(name_zh as string) as name_zh,
    cast(name_en as string) as name_en
from {{ ref('code_list') }}
where list_id = 'subject'
