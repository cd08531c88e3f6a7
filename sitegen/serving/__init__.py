"""What servers are told of a site: one table, and for each server the files in which it reads that."""
