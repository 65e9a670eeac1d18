"""The words of the Wmo: intake, weekrooster and voorstel."""
