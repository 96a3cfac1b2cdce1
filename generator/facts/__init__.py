"""What pages, papers and forms all say of an SOP, found once."""
