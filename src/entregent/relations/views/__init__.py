"""What is done from somebody's file: an exchange noted, a promise made or kept, a cadence set."""
