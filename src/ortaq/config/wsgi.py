"""The door for a WSGI server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortaq.config.settings")

# Behind Caddy or nginx every caller looks like 127.0.0.1; throttling needs the real address. Only
# what a trusted proxy says is believed, so nobody can borrow another's address.
application = wrap_wsgi_with_proxy_headers(
    get_wsgi_application(), trusted_hosts=settings.TRUSTED_PROXIES
)
