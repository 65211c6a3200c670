"""Lines and grids become paragraphs and tables: joined over pages, cleaned, page furniture left out."""
