"""The library folder (台账库): the one place that knows SQL."""
