from django.urls import path

from entregent.accounts.views import (
    coming_in,
    invitations,
    links,
    names,
    organisation,
    own_account,
    people,
    second_step,
    sign_on,
)

app_name = "accounts"
SETTINGS = "w/<slug:workspace_slug>/settings"
urlpatterns = [
    path("log-in/", coming_in.log_in, name="log_in"),
    path("log-in/link/", links.ask_for_link, name="link_ask"),
    path("log-in/link/sent/", links.link_sent, name="link_sent"),
    path("log-in/second-step/", second_step.asked, name="second_step_asked"),
    path("log-in/sign-on/", sign_on.leave, name="sign_on"),
    path("log-in/sign-on/back/", sign_on.back, name="sign_on_back"),
    path("log-in/<str:secret>/", links.log_in_by_link, name="log_in_by_link"),
    path("log-out/", coming_in.log_out, name="log_out"),
    path("account/", own_account.own_account, name="own_account"),
    path("account/password/", own_account.password, name="password"),
    path("account/confirm/", second_step.password_again, name="password_again"),
    path("account/confirm/code/", second_step.code_again, name="code_again"),
    path("account/second-step/", second_step.index, name="second_step"),
    path("account/second-step/on/", second_step.turn_on, name="second_step_on"),
    path("account/second-step/off/", second_step.turn_off, name="second_step_off"),
    path("account/second-step/codes/", second_step.codes, name="recovery_codes"),
    path("account/second-step/codes/new/", second_step.new_codes, name="recovery_codes_new"),
    path("account/second-step/codes/file/", second_step.codes_file, name="recovery_codes_file"),
    path("account/sign-on/", sign_on.join, name="join_sign_on"),
    path("account/sign-on/part/", sign_on.part, name="part_from_sign_on"),
    path("account/elsewhere/", own_account.log_out_elsewhere, name="log_out_elsewhere"),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
    path("workspaces/new/", organisation.new_workspace, name="new_workspace"),
    path(f"{SETTINGS}/organisation/", organisation.organisation, name="organisation"),
    path(f"{SETTINGS}/names/", names.names, name="names"),
    path(f"{SETTINGS}/names/accounts/add/", names.add_account, name="add_account"),
    path(f"{SETTINGS}/names/accounts/<int:account_id>/remove/", names.remove_account, name="remove_account"),
    path(f"{SETTINGS}/people/", people.people, name="people"),
    path(f"{SETTINGS}/people/invite/", invitations.invite_person, name="invite"),
    path(f"{SETTINGS}/people/invitations/<int:invitation_id>/again/", invitations.invite_again, name="invite_again"),
    path(
        f"{SETTINGS}/people/invitations/<int:invitation_id>/withdraw/", invitations.withdraw_invitation, name="withdraw"
    ),
    path(f"{SETTINGS}/people/bring-back/", people.bring_back, name="bring_back"),
    path(f"{SETTINGS}/people/leave/", people.leave_workspace, name="leave"),
    path(f"{SETTINGS}/people/<int:member_id>/", people.person, name="person"),
    path(f"{SETTINGS}/people/<int:member_id>/role/", people.set_role, name="set_role"),
    path(f"{SETTINGS}/people/<int:member_id>/absence/", people.set_absence, name="set_absence"),
    path(f"{SETTINGS}/people/<int:member_id>/remove/", people.remove_person, name="remove_person"),
]
