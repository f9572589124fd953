"""Find the GDAL and GEOS libraries inside installed wheels, so that no system library is needed.

pyogrio's wheel carries GDAL and shapely's carries GEOS: beside the package in `<name>.libs` (Linux, Windows) or inside
it in `.dylibs` (macOS).
"""

from importlib.util import find_spec
from pathlib import Path


def library_in_wheel(package: str, stem: str) -> str | None:
    """Path of the shared library `stem` (say "gdal") that `package`'s wheel brought, or None where it has none."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    places = [folder.parent / f"{package}.libs", folder / ".dylibs"]
    patterns = [f"lib{stem}[-.]*so*", f"lib{stem}.*dylib", f"{stem}*.dll", f"lib{stem}-*.dll"]
    found = [path for place in places for pattern in patterns for path in sorted(place.glob(pattern))]
    return str(found[0]) if found else None
