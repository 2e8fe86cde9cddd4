"""What becomes of the store when publishers are killed, disks are full, or two people publish at once."""
