"""The random-intercept model against lme4, the published example, and matrices over pupils."""

import csv
import json
import random
from math import log, pi
from pathlib import Path

import numpy as np
import pytest

from estimation.intercept import ML, REML, NotEstimableError, effects, fit
from tests.conftest import unavailable
from tests.unit.estimation_sums import exam_moments, moments

EXAMPLE = Path(__file__).parents[3] / "shared" / "data" / "value_added_example"


@pytest.fixture(scope="module")
def reference() -> dict:
    path = EXAMPLE / "reference.json"
    if not path.exists():
        unavailable(f"needs {path.name} beside the checkout, in ../shared/data/value_added_example")
    return json.loads(path.read_text(encoding="utf-8"))


# R 4.2.2, lme4 1.1-31, over mlmRev::Exam: τ², σ², −2 log likelihood (restricted for REML)
LME4 = {
    (False, ML): (0.168638932058627, 0.84776050534131, 11010.6489426431),
    (False, REML): (0.171599514871193, 0.847757677658711, 11014.6545408645),
    (True, ML): (0.0921292737970992, 0.565731004313377, 9357.24320059103),
    (True, REML): (0.093838987676757, 0.565865310294215, 9368.76528732894),
}


@pytest.mark.parametrize(("with_prior", "method"), LME4)
def test_the_published_example_gives_what_lme4_gives(with_prior: bool, method: str):
    found = fit(exam_moments(with_prior), method)
    figures = (found.tau_squared, found.sigma_squared, found.criterion)
    assert figures == pytest.approx(LME4[with_prior, method], rel=1e-6)


def test_the_published_example_gives_what_was_printed():
    """User's guide of MLwiN, tutorial: 0.002 (0.040), 0.563 (0.012), 0.092, 0.566, 9357.2."""
    found = fit(exam_moments(True), ML)
    assert found.coefficients == pytest.approx([0.002, 0.563], abs=5e-4)
    assert found.errors == pytest.approx([0.040, 0.012], abs=5e-4)
    assert found.tau_squared == pytest.approx(0.092, abs=5e-4)
    assert found.sigma_squared == pytest.approx(0.566, abs=5e-4)
    assert found.criterion == pytest.approx(9357.2, abs=5e-2)


@pytest.mark.parametrize("method", (ML, REML))
def test_every_schools_effect_and_its_error_are_those_of_lme4(reference: dict, method: str):
    sums = exam_moments(True)
    found = fit(sums, method)
    fixed = reference["va"]["value_added"][method]["fixed"].values()
    assert found.coefficients == pytest.approx([one["est"] for one in fixed], rel=1e-6)
    assert found.errors == pytest.approx([one["se"] for one in fixed], rel=1e-6)
    with (EXAMPLE / "value_added_reference.csv").open(encoding="utf-8", newline="") as file:
        schools = {row["school"]: row for row in csv.DictReader(file)}
    rows = [schools[school] for school in sums.schools]
    added = effects(found)
    wanted = [float(row[f"u_shrunken_{method}"]) for row in rows]
    assert len(wanted) == 65 and list(added.effect) == pytest.approx(wanted, rel=1e-6)
    wanted = [float(row[f"u_condsd_{method}"]) for row in rows]
    assert list(added.conditional_error) == pytest.approx(wanted, rel=1e-6)
    if method == ML:
        wanted = [float(row["raw_mean_resid_ml_fixed"]) for row in rows]
        assert list(added.residual) == pytest.approx(wanted, rel=1e-6)
        wanted = [float(row["shrinkage_ml"]) for row in rows]
        assert list(added.shrinkage) == pytest.approx(wanted, rel=1e-6)


class Pupils:
    """Made-up pupils and the model over all of them in plain matrices."""

    def __init__(self, seed: int, schools: int = 12, spread: float = 0.5):
        chance = random.Random(seed)
        self.rows: list[tuple[str, tuple[float, ...]]] = []
        for school in range(schools):
            own, place = chance.gauss(0, spread), chance.gauss(0, 1)
            for _ in range(chance.randint(1, 9)):
                prior = round(place + chance.gauss(0, 1), 2)
                girl = chance.randint(0, 1)
                score = round(60 + 8 * (0.6 * prior + 0.2 * girl + own + chance.gauss(0, 1)), 1)
                self.rows.append((f"S{school:02d}", (score, prior, girl)))
        self.y = np.array([values[0] for _, values in self.rows])
        # covariates stand in the order of their names
        self.x = np.array([[1, values[2], values[1]] for _, values in self.rows], dtype=float)
        names = sorted({school for school, _ in self.rows})
        self.z = np.array([[school == name for name in names] for school, _ in self.rows], float)

    @property
    def moments(self):
        return moments(self.rows, ("prior", "girl"))

    def criterion(self, tau: float, sigma: float, method: str) -> float:
        """−2 log (restricted) likelihood by the pupils' own covariance matrix."""
        v = sigma * np.eye(len(self.y)) + tau * self.z @ self.z.T
        inverse = np.linalg.inv(v)
        inner = self.x.T @ inverse @ self.x
        beta = np.linalg.solve(inner, self.x.T @ inverse @ self.y)
        rest = self.y - self.x @ beta
        value = float(np.linalg.slogdet(v)[1] + rest @ inverse @ rest) + len(self.y) * log(2 * pi)
        if method == REML:
            value += float(np.linalg.slogdet(inner)[1]) - self.x.shape[1] * log(2 * pi)
        return value


@pytest.mark.parametrize("method", (ML, REML))
@pytest.mark.parametrize("seed", range(6))
def test_no_other_variances_are_likelier_by_matrices_over_every_pupil(seed: int, method: str):
    pupils = Pupils(seed)
    found = fit(pupils.moments, method)
    tau, sigma = found.tau_squared, found.sigma_squared
    best = pupils.criterion(tau, sigma, method)
    assert found.criterion == pytest.approx(best, rel=1e-10)
    near = (0.2, 0.8, 0.99, 1, 1.01, 1.2, 5)
    others = [(tau * up, sigma * out) for up in near for out in near]
    others += [(0.0, sigma), (0.01, sigma), (sigma, sigma)]
    assert all(pupils.criterion(*one, method) >= best - 1e-9 for one in others)


@pytest.mark.parametrize("seed", range(6))
def test_effects_and_both_errors_are_those_of_the_mixed_model_equations(seed: int):
    pupils = Pupils(seed, spread=1)
    found = fit(pupils.moments, REML)
    assert found.ratio > 0
    x, z, schools = pupils.x, pupils.z, pupils.z.shape[1]
    equations = np.block([[x.T @ x, x.T @ z], [z.T @ x, z.T @ z + np.eye(schools) / found.ratio]])
    solution = np.linalg.solve(equations, np.concatenate([x.T @ pupils.y, z.T @ pupils.y]))
    added = effects(found)
    assert found.coefficients == pytest.approx(solution[:3], rel=1e-8)
    assert added.effect == pytest.approx(solution[3:], rel=1e-7, abs=1e-10)
    error = np.linalg.inv(equations)[3:, 3:] * found.sigma_squared
    contrast = np.eye(schools) - 1 / schools
    wanted = np.sqrt(np.diag(contrast @ error @ contrast.T))
    assert added.error == pytest.approx(wanted, rel=1e-8)
    known = np.linalg.inv(z.T @ z + np.eye(schools) / found.ratio) * found.sigma_squared
    assert added.conditional_error == pytest.approx(np.sqrt(np.diag(known)), rel=1e-8)
    assert sum(added.effect) == pytest.approx(0, abs=1e-9)


def test_schools_that_differ_less_than_chance_have_no_effect_and_no_error():
    rows = [(f"S{n}", (score,)) for n in range(4) for score in (50, 60, 70, 80)]
    found = fit(moments(rows), REML)
    assert found.tau_squared == 0 and found.icc == 0
    added = effects(found)
    assert not added.effect.any() and not added.conditional_error.any()
    assert np.isnan(added.error).all()


def flat(school: str, score: float, pupils: int = 4) -> list[tuple[str, tuple[float, ...]]]:
    return [(school, (score, n % 2)) for n in range(pupils)]


NOT_ESTIMABLE = {
    "no_schools": ([("A", (1, 0)), ("A", (2, 1)), ("A", (3, 0))], ("prior",)),
    "no_pupils": ([("A", (1, 0)), ("B", (2, 1)), ("C", (3, 0))], ()),
    "no_variance": (flat("A", 60) + flat("B", 60), ("prior",)),
    "no_rest": (flat("A", 60) + flat("B", 70), ("prior",)),
    "collinear": ([("A", (n, 1)) for n in range(5)] + [("B", (n * n, 1)) for n in range(5)],
                  ("prior",)),
}  # fmt: skip


@pytest.mark.parametrize("reason", NOT_ESTIMABLE)
@pytest.mark.parametrize("method", (ML, REML))
def test_what_cannot_be_told_says_why(reason: str, method: str):
    rows, covariates = NOT_ESTIMABLE[reason]
    rows = [(school, values[: 1 + len(covariates)]) for school, values in rows]
    with pytest.raises(NotEstimableError, match=reason):
        fit(moments(rows, covariates), method)


def test_a_covariate_that_follows_from_another_is_refused():
    pupils = [("A", 3, 1), ("A", 5, 2), ("A", 4, 4), ("B", 9, 3), ("B", 7, 5), ("B", 8, 1)]
    rows = [(school, (score, n, 2 * n + 1)) for school, score, n in pupils]
    with pytest.raises(NotEstimableError, match="collinear"):
        fit(moments(rows, ("one", "other")), ML)


def test_a_constant_and_a_scale_change_no_share_and_no_shrinkage():
    plain, pupils = Pupils(3), Pupils(3)
    pupils.rows = [(school, (7 * y - 300, 0.01 * x + 5, g)) for school, (y, x, g) in plain.rows]
    for method in (ML, REML):
        one, other = fit(plain.moments, method), fit(pupils.moments, method)
        assert other.icc == pytest.approx(one.icc, rel=1e-9)
        assert other.tau_squared == pytest.approx(49 * one.tau_squared, rel=1e-9)
        assert effects(other).shrinkage == pytest.approx(effects(one).shrinkage, rel=1e-9)
        wanted = effects(one).effect / effects(one).error
        assert effects(other).effect / effects(other).error == pytest.approx(wanted, rel=1e-8)
