"""Evaluation of a rulebook over sets of classes, with the trace as result."""
