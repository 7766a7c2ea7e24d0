"""What every calculator hands over, and where it takes the law's numbers from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ortaq.lib.norms.model import Norm

Value = Decimal | date | int | str
Rate = Callable[[date], Decimal]  # raises what the caller likes when a value is not known

TIYN = Decimal("0.01")


class NoRuleError(LookupError):
    """No norm in force holds the number that a calculation needs: it is refused."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no norm in force holds {key}")
        self.key = key


class ImpossibleError(ValueError):
    """The numbers or days that were given cannot be (a day before another, more than all)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Line:
    """One step of a calculation: a code that the pages word, its values, the norm it rests on."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    norm: str = ""


@dataclass(frozen=True)
class Sum:
    """A result with the way to it; ``cautions``: what to know before relying on it."""

    kind: str
    lines: tuple[Line, ...]
    total: Decimal | None = None  # in tenge
    day: date | None = None  # of a deadline
    cautions: tuple[Line, ...] = ()

    @property
    def norms(self) -> tuple[str, ...]:
        """Return the norms it rests on, each once, in order."""
        named = (line.norm for line in (*self.lines, *self.cautions) if line.norm)
        return tuple(dict.fromkeys(named))


class Rules:
    """The numbers of the law in force, by ``param_key``: nothing here is written twice."""

    def __init__(self, norms: Iterable[Norm]) -> None:
        self._norms = {norm.param_key: norm for norm in norms if norm.param_key}

    def norm(self, key: str) -> Norm:
        """Return the norm of a key."""
        found = self._norms.get(key)
        if found is None:
            raise NoRuleError(key)
        return found

    def id(self, key: str) -> str:
        """Return the name of the norm of a key; empty when the catalogue has none."""
        found = self._norms.get(key)
        return found.id if found else ""

    def number(self, key: str) -> Decimal:
        """Return the number that the norm of a key demands."""
        param = self.norm(key).param
        quantity = param.quantity if param else None
        if quantity is None:
            raise NoRuleError(key)
        return quantity.value


def money(amount: Decimal) -> Decimal:
    """Round to tiyn, as accountants do."""
    return amount.quantize(TIYN, ROUND_HALF_UP)
