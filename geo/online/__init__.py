"""Geocoders of others, asked beside the offline gazetteer where the setting ``GEOCODERS`` names some."""
