"""A data file as it is written: its text as meant, what it says, where each part stands, what is lost on the way."""
