"""What administrators do: who may see what, what was done, what is kept of people."""
