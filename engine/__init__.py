"""Rule engine of the Arrangementwijzer: from rule files to an explained proposal."""
