"""What holds for every test."""

from __future__ import annotations

import gc

# Rulebooks and their diagrams live as long as the tests do; looking through them again and again
# for what can go takes a fifth of the time.
gc.set_threshold(100_000, 50, 50)
