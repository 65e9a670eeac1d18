"""Who is asking: the identity behind every request, and signing in."""
