"""The ways of the arrows of a chart, on a grid that has no sizes yet."""
