"""The tests. As a package of its own, because an installed package is called `tests` too."""
