"""The names by which allauth finds our pages; their addresses and ours are the same, and stand in urls.py."""

from django.urls import path

from entregent.accounts.views import coming_in, second_step

urlpatterns = [
    path("log-in/", coming_in.log_in, name="account_login"),
    path("log-in/second-step/", second_step.asked, name="mfa_authenticate"),
    path("account/confirm/", second_step.password_again, name="account_reauthenticate"),
    path("account/confirm/code/", second_step.code_again, name="mfa_reauthenticate"),
    path("account/second-step/", second_step.index, name="mfa_index"),
    path("account/second-step/on/", second_step.turn_on, name="mfa_activate_totp"),
    path("account/second-step/off/", second_step.turn_off, name="mfa_deactivate_totp"),
    path("account/second-step/codes/", second_step.codes, name="mfa_view_recovery_codes"),
]
