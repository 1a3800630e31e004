"""Where this installation is reached, as a browser should open it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from entregent.web.environment import Environment


def reachable(bind: str) -> str:
    """The address on this machine of what listens on every one."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)  # noqa: S104 (compared, not bound)


def base_address(here: "Environment") -> str:
    """The beginning of every address, without a slash: the proxy's where there is one, for cookies stay on HTTPS then.

    "" when the proxy's is not known, because ENTREGENT_HOSTS lets any name in.
    """
    if here.https:
        return "" if here.hosts[0] == "*" else f"https://{here.hosts[0].lstrip('.')}"
    host = reachable(here.bind)
    return f"http://[{host}]:{here.port}" if ":" in host else f"http://{host}:{here.port}"
