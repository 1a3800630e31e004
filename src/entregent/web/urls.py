"""Every address of the product. Whatever belongs to a workspace stands below /w/<workspace>/."""

from django.urls import include, path
from django.views.i18n import set_language

from entregent.contacts import urls as contacts
from entregent.listening.urls import hub_addresses, live_addresses
from entregent.messages import urls as messages
from entregent.privacy.urls import person_addresses
from entregent.relations.urls import calendar_addresses
from entregent.watches.urls import letter_addresses, view_addresses
from entregent.web.views import entrance, find, health, history, today, work

web = (
    [
        path("", entrance.front_door, name="front_door"),
        path("welcome/<str:secret>/", entrance.welcome, name="welcome"),
        path("theme/", entrance.theme, name="theme"),
        path("w/<slug:workspace_slug>/today/", today.today, name="today"),
        path("w/<slug:workspace_slug>/find/", find.find, name="find"),
        path("w/<slug:workspace_slug>/settings/history/", history.history, name="history"),
        path("w/<slug:workspace_slug>/settings/work/", work.work, name="work"),
    ],
    "web",
)
urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("language/", set_language, name="set_language"),
    path("", include("entregent.accounts.urls")),
    path("", include("entregent.accounts.allauth_urls")),
    path("", include(web)),
    path("", include(hub_addresses)),
    path("", include(live_addresses)),
    path("", include(calendar_addresses)),
    path("", include(contacts.device_addresses)),
    path("", include(letter_addresses)),
    path("", include(view_addresses)),
    path("", include(person_addresses)),
    path("w/<slug:workspace_slug>/listen/", include("entregent.watches.urls")),
    path("w/<slug:workspace_slug>/listen/", include("entregent.listening.urls")),
    path("w/<slug:workspace_slug>/people/", include((contacts.patterns("web/person.html"), contacts.app_name))),
    path("w/<slug:workspace_slug>/people/", include("entregent.relations.urls")),
    path("w/<slug:workspace_slug>/people/privacy/", include("entregent.privacy.urls")),
    path("w/<slug:workspace_slug>/", include((messages.patterns("web/message.html"), messages.app_name))),
    path("w/<slug:workspace_slug>/voices/", include("entregent.discovery.urls")),
]
