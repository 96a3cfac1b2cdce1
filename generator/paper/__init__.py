"""The official document, checklists and forms as PDF (Typst)."""
