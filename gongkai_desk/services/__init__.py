"""What a clerk does, a function each, one journal step each."""
