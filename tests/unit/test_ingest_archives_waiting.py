"""An archive some of whose files are held waits in the inbox for them, as a folder would."""

import shutil
from pathlib import Path

import pytest

from ingest.pool import Pool
from ingest.run import check_paths
from tests.unit.ingest_books import OTHER, SCHOOL, SCHOOL_LIST, class_sheet, workbook
from tests.unit.ingest_bureau import T1, T2, T3, Bureau
from tests.unit.test_ingest_kinds import zipped

T4 = "2026-03-04T00:00:00Z"
ROW = ["一年级", "1班", 40]
LIST = workbook({"学校名录": SCHOOL_LIST})
SENT = "sender_id, received_at, status"
CLASSES = "form = 'class_roster'"


def classes(count: int, title: str = "2025-2026学年班级情况", school: str = SCHOOL) -> bytes:
    """班级情况 with one class of so many pupils."""
    rows = [[title], [f"学校标识码：{school}"], ["年级", "班级", "学生人数"]]
    return workbook({"x": [*rows, ["一年级", "1班", count]]})


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", LIST)
    made.ingest("2026-02-28T00:00:00Z")
    return made


def unpackings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the archives that are opened from now on."""
    opened, run = [], Pool.run

    def watched(self: Pool, jobs: list) -> object:
        jobs = list(jobs)
        opened.extend(job.path.name for job in jobs if job.kind == "unpack")
        return run(self, jobs)

    monkeypatch.setattr(Pool, "run", watched)
    return opened


def test_an_archive_leaves_when_the_last_of_its_held_files_is_mended(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
):
    held = class_sheet(ROW, heading=("年级", "班级", "班主任"))
    path = bureau.put("上报.zip", zipped({"a.xlsx": workbook({"x": held}), "说明.txt": b"\x00"}))
    bureau.ingest(T1)
    opened = unpackings(monkeypatch)
    assert bureau.ingest(T2).held_count == 2
    bureau.put("a.xlsx", classes(40), 1_990_000_000)
    assert bureau.ingest(T3).held_count == 1
    assert path.exists()
    assert opened == []


def test_held_files_of_an_archive_that_is_taken_away_are_withdrawn(bureau: Bureau):
    path = bureau.put("上报.zip", zipped({"说明.txt": b"\x00", "a.xlsx": classes(40)}))
    assert bureau.ingest(T1).held_count == 1
    path.unlink()
    assert bureau.ingest(T2).held_count == 0
    assert bureau.sent_back() == []
    assert bureau.rows("submission", SENT, CLASSES) == [(SCHOOL, T1, "accepted")]


def test_an_archive_that_was_moved_tells_its_held_files_the_new_folder(bureau: Bureau):
    without_year = {"一小.xlsx": classes(40, "班级情况"), "二小.xlsx": classes(41, school=OTHER)}
    path = bureau.put("上报.zip", zipped(without_year))
    assert bureau.ingest(T1).held_count == 1
    (bureau.inbox / "2025-2026学年").mkdir()
    path.rename(bureau.inbox / "2025-2026学年" / "上报.zip")
    result = bureau.ingest(T2)
    assert (result.accepted_count, result.held_count) == (1, 0)
    assert bureau.rows("submission", SENT, CLASSES) == [
        (SCHOOL, T1, "accepted"), (OTHER, T1, "accepted"),
    ]  # fmt: skip
    assert list((bureau.inbox / "2025-2026学年").iterdir()) == []


def test_an_archive_that_was_moved_is_opened_once_for_it(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
):
    path, opened = bureau.put("上报.zip", zipped({"说明.txt": b"\x00"})), unpackings(monkeypatch)
    for name, at in (("上报.zip", T1), ("上报二.zip", T2), ("上报二.zip", T3)):
        path = path.rename(bureau.inbox / name)
        assert bureau.ingest(at).held_count == 1
    assert opened == ["上报.zip", "上报二.zip"]


def test_an_archive_that_was_taken_whole_is_nothing_in_whatever_folder(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
):
    data = zipped({"上报/一小.xlsx": classes(40)})
    bureau.put("2025-2026学年/上报.zip", data)
    bureau.ingest(T1)
    before, opened = bureau.manifests()["一小.xlsx"], unpackings(monkeypatch)
    bureau.put("2024-2025学年/青杨镇中心小学.zip", data)
    assert bureau.ingest(T2).accepted_count == 0
    assert opened == []
    assert bureau.manifests()["一小.xlsx"] == before
    assert list((bureau.inbox / "2024-2025学年").iterdir()) == []


def contested(bureau: Bureau) -> Path:
    """一小 has sent its classes; so has an archive, beside those of another school, which that
    school then corrected."""
    bureau.put("一小.xlsx", classes(40))
    bureau.ingest(T1)
    of_many = [["2025-2026学年班级情况"], ["填报单位：青杨镇中心小学"],
               ["学校", "年级", "班级", "学生人数"], ["一小", *ROW]]  # fmt: skip
    files = {"报/全镇.xlsx": workbook({"x": of_many}), "报/二小.xlsx": classes(7, school=OTHER)}
    path = bureau.put("镇.zip", zipped(files), 1_770_000_900)
    assert bureau.ingest(T2).held_count == 1
    bureau.put("二小改.xlsx", classes(8, school=OTHER), 1_990_000_000)
    bureau.ingest(T3)
    return path


def in_force(bureau: Bureau) -> set[tuple]:
    """(school, when received, status) of the newest of each school."""
    sent = bureau.rows("submission", SENT, f"{CLASSES} and status <> 'held'")
    return {max(row for row in sent if row[0] == school) for school in {row[0] for row in sent}}


def test_one_contested_file_of_an_archive_is_decided_and_the_others_stay(bureau: Bureau):
    path = contested(bureau)
    assert in_force(bureau) == {(SCHOOL, T1, "contested"), (OTHER, T3, "accepted")}
    result = bureau.ingest(T4, path / "报" / "全镇.xlsx", replace=True)
    assert [file.name for file in result.files] == ["全镇.xlsx"]
    assert in_force(bureau) == {(SCHOOL, T4, "accepted"), (OTHER, T3, "accepted")}
    bureau.ingest("2026-03-05T00:00:00Z")
    assert not path.exists()
    assert in_force(bureau) == {(SCHOOL, T4, "accepted"), (OTHER, T3, "accepted")}


@pytest.mark.parametrize("inner", ["", "报"])
def test_an_archive_or_a_folder_of_it_is_decided_with_all_its_files(bureau: Bureau, inner: str):
    path = contested(bureau)
    bureau.ingest(T4, path / inner, replace=True)
    assert in_force(bureau) == {(SCHOOL, T4, "accepted"), (OTHER, T4, "accepted")}


def test_a_contested_archive_that_is_taken_away_is_withdrawn(bureau: Bureau):
    contested(bureau).unlink()
    bureau.ingest(T4)
    assert in_force(bureau) == {(SCHOOL, T1, "accepted"), (OTHER, T3, "accepted")}


def test_one_file_of_an_archive_that_nobody_took_leaves_the_others_to_come(bureau: Bureau):
    files = {"一小.xlsx": classes(40), "二小.xlsx": classes(41, school=OTHER)}
    path = bureau.put("镇.zip", zipped(files))
    bureau.ingest(T1, path / "一小.xlsx")
    assert bureau.rows("submission", SENT, CLASSES) == [(SCHOOL, T1, "accepted")]
    bureau.ingest(T2)
    assert bureau.rows("submission", SENT, CLASSES) == [
        (SCHOOL, T1, "accepted"), (OTHER, T2, "accepted"),
    ]  # fmt: skip


def test_a_held_file_named_out_of_an_archive_that_nobody_took_is_withdrawn_with_it(bureau: Bureau):
    path = bureau.put("镇.zip", zipped({"说明.txt": b"\x00", "一小.xlsx": classes(40)}))
    assert bureau.ingest(T1, path / "说明.txt").held_count == 1
    aside = bureau.inbox.parent / "镇.zip"
    shutil.move(path, aside)
    assert bureau.ingest(T2).held_count == 0


def test_check_looks_at_one_file_of_an_archive(bureau: Bureau):
    path = bureau.put("镇.zip", zipped({"报/一小.xlsx": classes(40), "二小.xlsx": b"\x00"}))
    (check,) = check_paths([path / "报" / "一小.xlsx"], bureau.restricted)
    assert (check.called, check.status) == ("镇.zip/报/一小.xlsx", "accepted")
