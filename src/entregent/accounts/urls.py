from django.urls import path

from entregent.accounts.views import coming_in

app_name = "accounts"
urlpatterns = [
    path("log-in/", coming_in.log_in, name="log_in"),
    path("log-in/<str:secret>/", coming_in.log_in_by_link, name="log_in_by_link"),
    path("log-out/", coming_in.log_out, name="log_out"),
]
