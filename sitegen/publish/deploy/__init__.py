"""A published site is sent elsewhere: to another folder, over SFTP, to object storage."""
