"""What `base.html` needs of the request; each tag also works on the error pages, which have none."""

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

register = template.Library()


@register.simple_tag(takes_context=True)
def other_languages(context: RequestContext) -> list[dict[str, str]]:
    """The other languages of the site: code, name in itself, direction, and this very page in them."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    others = []
    for code, _label in settings.LANGUAGES:
        if code == get_language():
            continue
        language = get_language_info(code)
        direction = "rtl" if language["bidi"] else "ltr"
        url = translate_url(here, code)
        others.append({"code": code, "name": language["name_local"], "direction": direction, "url": url})
    return others


@register.simple_tag(takes_context=True)
def current(context: RequestContext, name: str) -> SafeString:
    """` aria-current="page"` where the page is the named one."""
    request = context.get("request")
    try:
        is_here = request is not None and request.path == reverse(name)
    except NoReverseMatch:
        is_here = False
    return mark_safe(' aria-current="page"') if is_here else mark_safe("")
