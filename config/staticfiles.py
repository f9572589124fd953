from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names inside JavaScript modules too: `import "./x.js";` becomes the hashed file."""

    support_js_module_import_aggregation = True
    # A module's name follows the names of those that it imports, one level a pass; Django stops after five.
    max_post_process_passes = 12
