"""The web server as a process: granian, or waitress where granian has no wheel. `python -m entregent.web.server`."""

from entregent.web import environment


def main() -> None:
    """Serve until told to stop."""
    here = environment.read()
    try:
        from granian.constants import Interfaces
        from granian.server import Server
    except ImportError:
        _serve_with_waitress(here)
        return
    server = Server(
        "entregent.web.wsgi:application",
        address=here.bind,
        port=here.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,  # the database embedded in this process gains nothing from more
        log_enabled=False,  # requests and errors are Django's to log, in one format
        websockets=False,
    )
    server.serve()


def _serve_with_waitress(here: environment.Environment) -> None:
    from waitress import serve

    from entregent.web.wsgi import application

    serve(application, host=here.bind, port=here.port, threads=4, ident=None)


if __name__ == "__main__":
    main()
