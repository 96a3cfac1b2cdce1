"""Structured SOP data in; a site, official charts, checklists and forms out."""
