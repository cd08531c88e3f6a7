"""Files and folders as publishing changes them: whole, never through links, on the disk when that is said."""
