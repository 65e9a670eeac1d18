"""The regelboek as a page and as a PDF."""
