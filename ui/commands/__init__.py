"""What a clerk can do in the window, a module a subject: each command is data beside its function."""
