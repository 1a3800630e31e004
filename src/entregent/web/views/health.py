"""Signs of life for whoever supervises the installation."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from entregent.jobs.selectors import worker_is_alive


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is said."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Whether the database answers and a worker gave a sign of life within a minute: 200, else 503."""
    checks = {"database": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = True
        checks["worker"] = worker_is_alive(timezone.now())
    except DatabaseError:
        pass
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)
