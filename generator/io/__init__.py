"""Files, folders and locks: what is written is whole or not there, and what prevented it is told in true words."""
