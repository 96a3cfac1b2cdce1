"""Revisions of an SOP: making one, putting it in force, what it changes, whom that touches, what holds on a day."""
