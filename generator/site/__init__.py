"""Writing docs/, building the site with MkDocs, and showing it while the data are edited."""
