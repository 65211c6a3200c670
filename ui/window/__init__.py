"""The main window, put together of parts: panes, what the middle shows, menus, lights, banners."""
