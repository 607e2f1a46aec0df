"""The layouts themselves: strict, complete, and the only place where a heading's words stand."""

import ast
import pickle
import re
import shutil
from pathlib import Path

import pytest
import yaml

from ingest.codes import load_codes
from ingest.layout import FOLDER, LayoutError, load_layouts
from ingest.tables.headings import build_index
from ingest.text import normal

ROOM = FOLDER.parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LAYOUTS, CODES = load_layouts(), load_codes()
FORMS = set(LAYOUTS.forms)
BLANK_IN_A_KEY = {
    ("evidence", "school_id"): "the whole county",
    ("quota_allocation", "junior_school_id"): "open to all",
    ("room", "campus_name"): "the only campus",
    ("group_activity", "group_id"): "the group is known by its name",
    ("school_group", "group_id"): "the group is known by its name",
    ("school_group", "valid_from"): "as long as the county's registers have listed it",
    ("special_education", "school_id"): "in no school",
    ("teacher_certificate", "certificate_subject"): "of no one subject",
}
"""What a blank in a key says: it is a value like the others there, and two of them are one."""


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_layout_is_complete(form: str):
    layout = LAYOUTS.forms[form]
    assert CHINESE.search(layout.label)
    assert layout.title_words
    # a change of schools has no such key: one that opens has nothing before it
    assert layout.unique or layout.shape == "items" or "change" in layout.provides
    for spec in layout.fields:
        assert spec.headings, spec.name
        assert spec.codes is None or spec.codes in CODES, spec.name
        if spec.kind in {"integer", "decimal"} and not spec.codes:
            assert spec.unit, f"{form}.{spec.name} has no unit"
    for key in layout.unique:
        fields = [layout.by_name[name] for name in key]
        blank = {(form, f.name) for f in fields if not (f.required or f.blank_means)}
        assert not blank - BLANK_IN_A_KEY.keys(), f"{form}: a key may be blank"


def test_no_heading_means_two_things():
    index = build_index(LAYOUTS, CODES)
    assert index.meaning("assessment", "语文/原始分").subject == "chinese"
    assert index.meaning("assessment", "语文(万元)") is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "layouts"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colour": "red"}, "colour: Extra inputs"),
        ({"name": "another"}, "named 'another'"),
        ({"shape": "sideways"}, "shape: .*'rows', 'items'.*'sideways'"),
        ({"unique": [["no_such_field"]]}, "no such field .*no_such_field"),
        ({"fields": [{"name": "x", "headings": ["x"], "type": "number"}]}, "no such type; known"),
        ({"fields": [{"name": "x", "headings": ["x"], "type": "code"}]}, "needs the key codes"),
        ({"fields": [{"name": "x", "headings": ["x"], "type": "ref"}]}, "needs the key ref"),
        (
            {"fields": [{"name": "x", "headings": ["x"], "type": "text", "personal": "name"}]},
            "token or dropped",
        ),
        (
            {"fields": [{"name": "x", "headings": ["x"], "type": "text", "must": True}]},
            "fields.0.must",
        ),
        ({"fields": [{"name": "x", "headings": ["x"], "type": "text"}] * 2}, "stands twice"),
        (
            {"fields": [{"name": "x", "headings": ["x"], "type": "integer", "unit": "担"}]},
            "no unit '担'",
        ),
        (
            {"fields": [{"name": "x", "headings": ["x"], "type": "date", "precision": "year"}]},
            "a year is an integer",
        ),
        (
            {"fields": [{"name": "x", "headings": ["x"], "type": "integer", "precision": "day"}]},
            "a month or day a date",
        ),
        (
            {"fields": [{"name": "x", "headings": ["x"], "type": "text", "as_of": "x"}]},
            "only a school is meant on a date",
        ),
        (
            {
                "fields": [
                    {"name": "x", "headings": ["x"], "type": "ref", "ref": "school", "as_of": "y"},
                    {"name": "y", "headings": ["y"], "type": "text"},
                ]
            },
            "'y'. is no date of a row",
        ),
        ({"finds": {"of_whom": ["no_such_field"]}}, "no such field .*no_such_field"),
        ({"finds": {"grade": ["class_name"]}}, "a column of its own"),
        ({"absent_together": ["no_such_field"]}, "no such field .*no_such_field"),
        (
            {
                "fields": [{"name": "x", "headings": ["x"], "type": "text"}],
                "absent_together": ["x"],
            },
            "only required fields are absent_together",
        ),
    ],
)
def test_a_mistake_in_a_layout_is_told_with_its_file(folder: Path, change: dict, told: str):
    path = folder / "class_roster.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8")) | {"unique": []} | change
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(LayoutError, match=f"class_roster.yml: .*{told}") as error:
        load_layouts(folder)
    assert "http" not in str(error.value)


def test_a_layout_that_is_no_yaml_is_told_with_its_file(folder: Path):
    (folder / "exam.yml").write_text("name: [", encoding="utf-8")
    with pytest.raises(LayoutError, match=r"exam\.yml: not YAML"):
        load_layouts(folder)


def test_a_list_of_codes_that_is_not_there_is_told(folder: Path):
    path = folder / "exam.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("codes: term", "codes: terms"))
    with pytest.raises(LayoutError, match=r"exam\.yml: term: no list terms"):
        build_index(load_layouts(folder), CODES)


def test_one_heading_for_two_fields_is_told(folder: Path):
    path = folder / "class_roster.yml"
    text = path.read_text(encoding="utf-8").replace("[班级名称, 班级]", "[班级名称, 年 级]")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="two fields"):
        build_index(load_layouts(folder), CODES)


def test_a_hash_follows_the_layout_the_vocabulary_and_the_codes(folder: Path):
    before = load_layouts(folder).hashes
    path = folder / "exam.yml"
    path.write_bytes(path.read_bytes() + b"# a word\n")
    after = load_layouts(folder).hashes
    assert {form for form in FORMS if before[form] != after[form]} == {"exam"}
    assert set(load_layouts(folder, b"codes").hashes.values()).isdisjoint(after.values())


def test_a_word_means_one_code_of_its_list(tmp_path: Path):
    head = "list_id,code,name_zh,name_en,alias,document\n"
    path = tmp_path / "code_list.csv"
    path.write_text(head + "a,1,甲,x,乙|丙,d\na,2,丙,y,,d\n", encoding="utf-8")
    with pytest.raises(ValueError, match="two codes"):
        load_codes(path)


def test_patterns_of_the_vocabulary_are_sound():
    words = LAYOUTS.vocabulary
    groups = [*words.period_patterns.values(), *words.period_values.values()]
    for pattern in [p for group in groups for p in group]:
        assert "start" in re.compile(pattern).groupindex
    for pattern in words.date_patterns:
        assert {"year", "month"} <= set(re.compile(pattern).groupindex)
    assert not set(map(normal, words.yes_words)) & set(map(normal, words.no_words))


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOM)))
def test_no_word_of_a_form_stands_in_python(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef)
    texts = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in texts:
            assert not CHINESE.search(node.value), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOM)))
def test_modules_and_functions_stay_small(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 250
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 40, f"{path.name}: {node.name}"


def test_layouts_on_demand_are_parsed_one_by_one_and_are_the_same(folder: Path):
    (folder / "exam.yml").write_text("name: [", encoding="utf-8")
    layouts = load_layouts(folder, at_once=False)
    assert (set(layouts.forms), len(layouts)) == (set(FORMS), len(FORMS))
    assert layouts.forms["class_roster"] == LAYOUTS.forms["class_roster"]
    assert layouts.forms["class_roster"] is layouts.forms["class_roster"]
    with pytest.raises(LayoutError, match=r"exam\.yml: not YAML"):
        _ = layouts.forms["exam"]
    with pytest.raises(KeyError):
        _ = layouts.forms["no_such_form"]


def test_another_process_gets_all_layouts():
    sent = pickle.loads(pickle.dumps(load_layouts(at_once=False)))
    assert type(sent.forms) is dict
    assert sent == load_layouts()
