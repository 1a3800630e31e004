from django.urls import path

from entregent.privacy.views import documents, overview, person, requests, telling, theirs

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
app_name = "privacy"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("organisation/", overview.controller, name="controller"),
    path("documents/<slug:document>/", documents.document, name="document"),
    path("requests/<int:request_id>/", requests.asked, name="asked"),
    path("requests/<int:request_id>/answer/", requests.answer, name="answer"),
    path("requests/<int:request_id>/extend/", requests.extend, name="extend"),
    path("requests/<int:request_id>/settle/", requests.settle, name="settle"),
    path("to-tell/", telling.untold, name="untold"),
    path("to-tell/tell/", telling.tell, name="tell"),
    path("past/", telling.past, name="past"),
    path("past/settle/", telling.settle_past, name="settle_past"),
    path("people/<int:contact_id>/", theirs.theirs, name="theirs"),
    path("people/<int:contact_id>/asked/", theirs.note_asked, name="note_asked"),
    path("people/<int:contact_id>/tell/", theirs.tell_one, name="tell_one"),
    path("people/<int:contact_id>/link/", theirs.link, name="link"),
    path("people/<int:contact_id>/erase/", theirs.erase, name="erase"),
]
