"""What a workspace makes of the rules: other severities, rules switched off, and waivers with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from entregent.core.etiquette.findings import Severity


@dataclass(frozen=True, slots=True)
class Profile:
    """severities: by code, None for a rule switched off. waivers: by code, why it does not hold for this message."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    waivers: Mapping[str, str] = field(default_factory=dict)

    def severity(self, code: str, usual: Severity) -> Severity | None:
        return self.severities.get(code, usual)
