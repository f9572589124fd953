"""The map's data as columns in files that never change: `docs/map-data.md` is the format."""
