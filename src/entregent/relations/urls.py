from django.urls import path

from entregent.relations.views import asks, exchanges, hand_over, ideas, logging, outside, owed, promises, ties

app_name = "relations"
urlpatterns = [
    path("<int:contact_id>/exchanges/", exchanges.note, name="note"),
    path("<int:contact_id>/exchanges/<int:exchange_id>/remove/", exchanges.take_back, name="take_back"),
    path("<int:contact_id>/exchanges/<int:exchange_id>/back/", exchanges.put_back, name="put_back"),
    path("<int:contact_id>/promises/", promises.make, name="make_promise"),
    path("<int:contact_id>/promises/<int:promise_id>/", promises.close, name="close_promise"),
    path("<int:contact_id>/asks/", asks.make, name="ask"),
    path("<int:contact_id>/asks/<int:ask_id>/", asks.act, name="act_on_ask"),
    path("<int:contact_id>/owed/", owed.act, name="act_on_owed"),
    path("<int:contact_id>/owed/undo/", owed.undo, name="undo_owed"),
    path("log/", logging.log, name="log"),
    path("letters/", logging.letters, name="letters"),
    path("<int:contact_id>/log/", logging.log_with, name="log_with"),
    path("hand-over/", hand_over.hand_overs, name="hand_overs"),
    path("hand-over/<int:hand_over_id>/", hand_over.hand_over, name="hand_over"),
    path("hand-over/<int:hand_over_id>/do/", hand_over.act, name="act_on_hand_over"),
    path("hand-over/<int:hand_over_id>/letters/<int:letter_id>/", hand_over.review, name="review_letter"),
    path("reminders/", outside.outside, name="outside"),
    path("reminders/choose/", outside.choose, name="choose_outside"),
    path("rhythms/", outside.rhythms, name="rhythms"),
    path("rhythms/<int:tag_id>/", outside.set_rhythm, name="set_rhythm"),
    path("rhythms/asks/", outside.set_budget, name="set_budget"),
    path("stages/", ties.stages, name="stages"),
    path("<int:contact_id>/values/", ties.share, name="share"),
    path("<int:contact_id>/values/<int:value_id>/", ties.act_on_value, name="act_on_value"),
    path("<int:contact_id>/known/", ties.know, name="know"),
    path("<int:contact_id>/introduce/", ties.introduce, name="introduce"),
    path("ideas/", ideas.ideas, name="ideas"),
    path("<int:contact_id>/ideas/", ideas.receive, name="receive_idea"),
    path("<int:contact_id>/ideas/<int:idea_id>/", ideas.act, name="act_on_idea"),
    path("<int:contact_id>/ideas/<int:idea_id>/decide/", ideas.decide, name="decide_idea"),
    path("<int:contact_id>/cadence/", promises.cadence, name="cadence"),
]

calendar_addresses = (
    [path("calendars/<str:secret>/", outside.feed, name="feed")],
    "calendars",
)  # of whoever has the secret
