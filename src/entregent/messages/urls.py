from django.urls import URLPattern, path

from entregent.messages.views import approach, listed, rules, writing

app_name = "messages"


def patterns(page_template: str) -> list[URLPattern]:
    """Addresses of messages. page_template: how one is written, by whoever knows more of the person than this room."""
    return [
        path("messages/", listed.listed, name="messages"),
        path("messages/to/<int:contact_id>/", writing.start, name="start"),
        path("messages/to/<int:contact_id>/may/", approach.may, name="may"),
        path("messages/<int:message_id>/", writing.message, {"template": page_template}, name="message"),
        path("messages/<int:message_id>/margin/", writing.margin, name="margin"),
        path("messages/<int:message_id>/act/", listed.act, name="act"),
        path("settings/manners/", rules.rules, name="rules"),
        path("settings/manners/<str:code>/", rules.rule, name="rule"),
    ]
