"""What every dialog builds on, and what all of the window asks or tells: questions, waiting, what was written."""
