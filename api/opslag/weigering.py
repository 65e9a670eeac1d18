"""Why the bewaarplaatsen refuse something."""

from __future__ import annotations


class NietGevonden(Exception):
    """There is no such thing in this gemeente."""


class NietToegestaan(Exception):
    """The state of a gesprek or besluit does not allow this; the message says why, in Dutch.

    `veld` names the field of what was written that is in the way; empty when it is not one.
    """

    def __init__(self, reden: str, veld: str = "") -> None:
        """Take why, and the field."""
        self.veld = veld
        super().__init__(reden)
