"""Documents of a gesprek: the verslag, the draft decision and the decision after spoed."""
