"""Places out of files: GeoNames dumps, OpenStreetMap extracts, tables, boundaries (``docs/importing.md``)."""
