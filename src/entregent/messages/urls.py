from django.urls import path

from entregent.messages.views import approach, listed, rules, writing

app_name = "messages"
urlpatterns = [
    path("", listed.listed, name="messages"),
    path("to/<int:contact_id>/", writing.start, name="start"),
    path("to/<int:contact_id>/may/", approach.may, name="may"),
    path("<int:message_id>/", writing.message, name="message"),
    path("<int:message_id>/margin/", writing.margin, name="margin"),
    path("<int:message_id>/act/", listed.act, name="act"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<str:code>/", rules.rule, name="rule"),
]
