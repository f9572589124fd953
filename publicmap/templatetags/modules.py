"""`{% module_preloads "js/map_page.js" %}`: else a browser learns of each level of imports after the last."""

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from publicmap.modules import modules_of

register = template.Library()


@register.simple_tag
def module_preloads(entry: str) -> SafeString:
    rows = ((staticfiles_storage.url(name),) for name in modules_of(entry))
    return format_html_join("\n", '<link rel="modulepreload" href="{}">', rows)
