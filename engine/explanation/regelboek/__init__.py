"""The rules as a readable document, free of mark-up."""
