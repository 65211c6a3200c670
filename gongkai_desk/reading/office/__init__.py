"""Word, WPS and workbooks: text and cells with the numbers, merges and formats that they show."""
