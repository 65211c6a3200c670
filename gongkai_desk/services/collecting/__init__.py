"""回收汇总: files that units send back, read, reviewed against what was sent and stored, taken over."""
