"""Proofs and measures on the rules: what is tested, what can happen, what changes."""
