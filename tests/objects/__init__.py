"""A home in object storage beside its twin in a folder: the same deeds at the same doors, and the same found after."""
