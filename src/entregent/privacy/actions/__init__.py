"""The writes of the room."""
