"""What the menus do, by subject; each is made with its first use."""
