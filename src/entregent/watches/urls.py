from django.urls import path

from entregent.watches.views import acts, hooks, letters, mentions, saved, speakers, watches

app_name = "watches"
urlpatterns = [
    path("", mentions.mentions, name="mentions"),
    path("mentions/<int:mention_id>/", mentions.mention, name="mention"),
    path("mentions/<int:mention_id>/act/", acts.act, name="act"),
    path("mentions/<int:mention_id>/speaker/", speakers.speaker, name="speaker"),
    path("mentions/act/", acts.act_on_many, name="act_on_many"),
    path("mentions/undo/", acts.undo, name="undo_act"),
    path("watches/", watches.watches, name="watches"),
    path("watches/new/", watches.new_watch, name="new_watch"),
    path("watches/<int:watch_id>/", watches.edit_watch, name="edit_watch"),
    path("watches/<int:watch_id>/remove/", watches.remove, name="remove"),
    path("watches/<int:watch_id>/restore/", watches.restore, name="restore"),
    path("mentions/export/", saved.export, name="export"),
    path("views/keep/", saved.keep, name="keep_view"),
    path("views/<int:view_id>/", saved.view, name="view"),
    path("views/<int:view_id>/remove/", saved.remove, name="remove_view"),
    path("views/<int:view_id>/restore/", saved.restore, name="restore_view"),
    path("views/<int:view_id>/feed/open/", saved.open_feed, name="open_feed"),
    path("views/<int:view_id>/feed/close/", saved.close_feed, name="close_feed"),
    path("views/<int:view_id>/hook/", hooks.change, name="change_hook"),
    path("views/<int:view_id>/hook/test/", hooks.test, name="test_hook"),
    path("views/<int:view_id>/hook/close/", hooks.close, name="close_hook"),
    path("letters/", letters.letters, name="letters"),
    path("letters/ask/", letters.ask, name="ask_for_letter"),
]
letter_addresses = ([path("letters/<str:secret>/", letters.stop, name="stop")], "letters")  # of whoever has a letter
view_addresses = ([path("views/<str:secret>/", saved.feed, name="feed")], "views")  # of whoever has the secret
