"""From YAML files to the typed model, with every value's file, line and column kept."""
