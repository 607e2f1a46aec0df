"""What is known of a file besides its bytes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Given:
    """Its name, the folders it lay in (those inside an archive too, joined by '/'), and the period
    and sender that the command was told: without the numbers of persons, for all of it is kept."""

    name: str = ""
    folder: str = ""
    period: str = ""
    sender: str = ""
