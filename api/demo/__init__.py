"""Invented gesprekken to try the service with."""
