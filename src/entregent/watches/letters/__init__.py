"""The inbox by e-mail: when a letter is due, what stands in it, how it is written."""
