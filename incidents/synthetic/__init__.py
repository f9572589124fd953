"""Made-up incidents for benchmarks and load tests, as the contract lists them, in a database of their own."""
