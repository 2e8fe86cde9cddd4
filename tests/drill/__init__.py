"""Backup, restore and upgrade, done: with the code of an earlier version and a publication that runs meanwhile."""
