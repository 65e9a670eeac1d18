"""From YAML text to a checked, immutable rulebook."""
