"""The pages of the form: what a consulent fills in, weighs and decides."""
