from django.urls import path

from entregent.listening.views import follow, hub, lists, lists_out, posts, source, sources

app_name = "listening"
urlpatterns = [
    path("posts/", posts.posts, name="posts"),
    path("posts/<int:post_id>/", posts.post, name="post"),
    path("sources/", sources.sources, name="sources"),
    path("sources/follow/", follow.follow_source, name="follow"),
    path("sources/act/", sources.act, name="act"),
    path("sources/undo/", sources.undo, name="undo"),
    path("sources/<int:source_id>/", source.source, name="source"),
    path("sources/<int:source_id>/health/", source.health, name="health"),
    path("sources/<int:source_id>/region/", source.region, name="region"),
    path("sources/<int:source_id>/full-text/", source.full_text, name="full_text"),
    path("sources/<int:source_id>/leave/", sources.leave_source, name="leave"),
    path("sources/import/", lists.imports, name="imports"),
    path("sources/import/<int:import_id>/", lists.show_import, name="import"),
    path("sources/import/<int:import_id>/columns/", lists.import_columns, name="import_columns"),
    path("sources/import/<int:import_id>/choose/", lists.import_choose, name="import_choose"),
    path("sources/import/<int:import_id>/confirm/", lists.import_confirm, name="import_confirm"),
    path("sources/import/<int:import_id>/undo/", lists.import_undo, name="import_undo"),
    path("sources/import/<int:import_id>/forget/", lists.import_forget, name="import_forget"),
    path("sources/export/", lists_out.export, name="export"),
    path("sources/export/live/open/", lists_out.open_live, name="open_live_list"),
    path("sources/export/live/close/", lists_out.close_live, name="close_live_list"),
]
hub_addresses = ([path("hub/<str:key>/", hub.callback, name="callback")], "hub")  # of no workspace
live_addresses = ([path("lists/<str:secret>/", lists_out.live, name="list")], "live")  # of whoever has the secret
