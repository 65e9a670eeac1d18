"""The command line `arrangement`."""
