"""What is kept: gesprekken, voorstellen and besluiten, each of one gemeente."""
