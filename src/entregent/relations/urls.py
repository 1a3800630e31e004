from django.urls import path

from entregent.relations.views import asks, exchanges, promises

app_name = "relations"
urlpatterns = [
    path("<int:contact_id>/exchanges/", exchanges.note, name="note"),
    path("<int:contact_id>/exchanges/<int:exchange_id>/remove/", exchanges.take_back, name="take_back"),
    path("<int:contact_id>/exchanges/<int:exchange_id>/back/", exchanges.put_back, name="put_back"),
    path("<int:contact_id>/promises/", promises.make, name="make_promise"),
    path("<int:contact_id>/promises/<int:promise_id>/", promises.close, name="close_promise"),
    path("<int:contact_id>/asks/", asks.make, name="ask"),
    path("<int:contact_id>/asks/<int:ask_id>/", asks.act, name="act_on_ask"),
    path("<int:contact_id>/cadence/", promises.cadence, name="cadence"),
]
