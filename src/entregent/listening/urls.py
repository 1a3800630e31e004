from django.urls import path

from entregent.listening.views import follow, hub, posts, sources

app_name = "listening"
urlpatterns = [
    path("posts/", posts.posts, name="posts"),
    path("posts/<int:post_id>/", posts.post, name="post"),
    path("sources/", sources.sources, name="sources"),
    path("sources/follow/", follow.follow_source, name="follow"),
    path("sources/<int:source_id>/leave/", sources.leave_source, name="leave"),
]
hub_addresses = ([path("hub/<str:key>/", hub.callback, name="callback")], "hub")  # of no workspace
