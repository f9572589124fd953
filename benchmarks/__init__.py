"""The project's own benchmarks, reached by `manage.py benchmark NAME` alone; no room knows of them.

A benchmark is a module (or package) with `add_arguments(parser)` and `run(options, workplace, say)`: it measures in
folders below `workplace`, which is removed at the end, tells `say` how far it is, and yields figures.
"""
