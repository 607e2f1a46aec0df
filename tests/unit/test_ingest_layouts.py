"""The layouts themselves: strict, complete, and the only place where a heading's words stand."""

import ast
import re
import shutil
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from ingest.codes import load_codes
from ingest.headings import build_index
from ingest.layout import FOLDER, load_layouts
from ingest.text import normal

ROOM = FOLDER.parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LAYOUTS, CODES = load_layouts(), load_codes()
FORMS = set(LAYOUTS.forms)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_layout_is_complete(form: str):
    layout = LAYOUTS.forms[form]
    assert CHINESE.search(layout.label)
    assert layout.title_words
    assert layout.unique or layout.shape == "items"
    for spec in layout.fields:
        assert spec.headings, spec.name
        assert spec.codes is None or spec.codes in CODES, spec.name
        if spec.kind in {"integer", "decimal"} and not spec.codes:
            assert spec.unit, f"{form}.{spec.name} has no unit"
    for key in layout.unique:
        assert all(layout.by_name[name].required for name in key), f"{form}: a key may be blank"


def test_no_heading_means_two_things():
    index = build_index(LAYOUTS, CODES)
    assert index.meaning("assessment", "语文/原始分").subject == "chinese"
    assert index.meaning("assessment", "语文(万元)") is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "layouts"))


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "red"},
        {"name": "another"},
        {"shape": "sideways"},
        {"unique": [["no_such_field"]]},
        {"fields": [{"name": "x", "headings": ["x"], "type": "number"}]},
        {"fields": [{"name": "x", "headings": ["x"], "type": "code"}]},
        {"fields": [{"name": "x", "headings": ["x"], "type": "text", "personal": "name"}]},
        {"fields": [{"name": "x", "headings": ["x"], "type": "text", "must": True}]},
        {"fields": [{"name": "x", "headings": ["x"], "type": "text"}] * 2},
    ],
)
def test_a_mistake_in_a_layout_is_told(folder: Path, change: dict):
    path = folder / "class_roster.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8")) | {"unique": []} | change
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises((ValidationError, ValueError)):
        load_layouts(folder)


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
