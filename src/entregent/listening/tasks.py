"""One-off work of this room."""

from django_tasks import task

from entregent.listening.actions.prepare import prepare_posts_after


@task()
def prepare_posts(after: int = 0) -> None:
    """Prepare some posts of a former version, and have the next ones prepared."""
    last = prepare_posts_after(after)
    if last is not None:
        prepare_posts.enqueue(last)
