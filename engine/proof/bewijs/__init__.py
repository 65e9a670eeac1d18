"""Proofs on the rules over every intake that can exist."""
