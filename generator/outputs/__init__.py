"""Files beside the pages: each module makes one of them and declares it."""
