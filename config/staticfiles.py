from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names inside JavaScript modules too: `import "./x.js";` becomes the hashed file."""

    support_js_module_import_aggregation = True
