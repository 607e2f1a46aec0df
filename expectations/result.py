"""What a gate found: verdict, one outcome a rule, counts. Never a value."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Outcome = Literal["success", "failed", "error"]


@dataclass(frozen=True)
class RuleResult:
    """How one rule ended."""

    id: str
    what: str
    mend: str
    table: str
    severity: str
    reason: str | None
    outcome: Outcome
    counts: dict[str, int] = field(default_factory=dict)
    """`rows` looked at and `failing` ones, as far as the rule counts them."""
    error: str | None = None
    """Kind of error, without the database's message where that could quote a value."""

    @property
    def is_red(self) -> bool:
        """Stops publication: critical and false, or not answered at all."""
        return self.outcome == "error" or (self.outcome == "failed" and self.severity == "critical")

    @property
    def is_warning(self) -> bool:
        """False, but only counted in the night's note."""
        return self.outcome == "failed" and not self.is_red


@dataclass(frozen=True)
class GateResult:
    """How one suite ended."""

    name: str
    rules: tuple[RuleResult, ...]

    @property
    def red_rules(self) -> list[RuleResult]:
        """The rules that stop publication."""
        return [rule for rule in self.rules if rule.is_red]

    @property
    def warning_count(self) -> int:
        """Rules that failed without stopping publication."""
        return sum(rule.is_warning for rule in self.rules)

    @property
    def is_red(self) -> bool:
        """Whether figures must stay inside; a gate without any answer is red too."""
        return bool(self.red_rules) or not self.rules

    @property
    def verdict(self) -> Literal["green", "red"]:
        """The gate in one word."""
        return "red" if self.is_red else "green"

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON would hold it."""
        return {
            "name": self.name,
            "verdict": self.verdict,
            "red_rules": [rule.id for rule in self.red_rules],
            "warning_count": self.warning_count,
            "rules": [asdict(rule) for rule in self.rules],
        }
