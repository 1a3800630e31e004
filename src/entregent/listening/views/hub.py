"""The address that hubs call: open to all, known to one. W3C WebSub, sections 5 to 7."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from entregent.accounts.errors import TooManyTriesError
from entregent.accounts.rates import spend
from entregent.listening.actions import Intent, Reception, answer_hub, is_awaited, take_push

LARGEST = 10 * 1024 * 1024  # bytes, as of a feed that is read
FEEDS = ("xml", "json", "text/plain", "application/octet-stream")  # what a feed is called, by hubs too


@csrf_exempt
@require_http_methods(["GET", "POST"])
def callback(request: HttpRequest, key: str) -> HttpResponse:
    try:
        return _push(request, key) if request.method == "POST" else _intent(request, key)
    except TooManyTriesError as error:
        return _plain("too many", 429, {"Retry-After": str(int(error.wait.total_seconds()) + 1)})


def _intent(request: HttpRequest, key: str) -> HttpResponse:
    """Say that we meant it, by the hub's own words."""
    asked = request.GET
    seconds = asked.get("hub.lease_seconds", "")
    lease = timedelta(seconds=int(seconds)) if seconds.isdecimal() and len(seconds) < 10 else None
    intent = Intent(asked.get("hub.mode", ""), asked.get("hub.topic", ""), lease, asked.get("hub.reason", ""))
    if not answer_hub(key, intent=intent, now=timezone.now()):
        return _unknown(request, 404)
    return _plain(asked.get("hub.challenge", ""), 200)


def _push(request: HttpRequest, key: str) -> HttpResponse:
    if not is_awaited(key):
        return _unknown(request, 410)  # the hub need not try again
    spend(request, {"pushes_to_here": key})
    kind = request.headers.get("Content-Type", "").lower()
    packed = request.headers.get("Content-Encoding", "identity").lower() != "identity"
    if packed or not any(one in kind for one in FEEDS):
        return _plain("not a feed", 415)
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal():
        return _plain("say how long it is", 411)
    if int(length) > LARGEST:
        return _plain("too large", 413)
    body = request.read(LARGEST)
    signature = request.headers.get("X-Hub-Signature", "")
    taken = take_push(key, body=body, content_type=kind, signature=signature, now=timezone.now())
    return _plain("", 410 if taken == Reception.UNKNOWN else 202)


def _unknown(request: HttpRequest, status: int) -> HttpResponse:
    """Somebody guesses, or a hub calls too late."""
    spend(request, {"guesses_of_hubs": ""})
    return _plain("not asked for", status)


def _plain(text: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=headers)
