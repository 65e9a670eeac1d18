"""Explanations: projections of a trace for the professional and the client."""
