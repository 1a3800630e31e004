from django.urls import path

from entregent.discovery import views

app_name = "discovery"
urlpatterns = [
    path("", views.voices, name="voices"),
    path("<int:watch_id>/<int:source_id>/", views.voice, name="voice"),
]
