"""The routes under /v1, a module per resource."""
