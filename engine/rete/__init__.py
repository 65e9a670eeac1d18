"""The second engine: the same rulebook on durable-rules, to compare outcomes."""
