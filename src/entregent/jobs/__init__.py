"""Work that goes on without a page: the worker, what it must do how often, and the sign that it is alive. Knows no room."""
