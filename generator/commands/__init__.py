"""What a command does beyond building: revisions, comparisons, a new SOP, the way in for MkDocs."""
