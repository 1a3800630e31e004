from django.urls import path

from entregent.privacy.views import person

# Somebody's own page, for whoever has its address.
person_addresses = (
    [
        path("person/<str:secret>/", person.page, name="page"),
        path("person/<str:secret>/close/", person.close, name="close"),
        path("person/<str:secret>/kept/", person.section, name="section"),
        path("person/<str:secret>/file/", person.download, name="download"),
        path("person/<str:secret>/correct/", person.correct, name="correct"),
        path("person/<str:secret>/topics/", person.topics, name="topics"),
        path("person/<str:secret>/wishes/", person.wishes, name="wishes"),
        path("person/<str:secret>/object/", person.object_, name="object"),
        path("person/<str:secret>/erase/", person.erase, name="erase"),
    ],
    "persons",
)
