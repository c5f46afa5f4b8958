"""`make gallery`: every page × role that sees it × width × language of the running demo city, as pictures and as findings."""
