import pytest

from entregent.connectors.links import absolute


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a", "https://blog.example/a"),
        (" b?c ", "https://blog.example/x/b?c"),
        ("//other.example/", "https://other.example/"),
        ("javascript:alert(1)", ""),
        ("mailto:a@b.example", ""),
        ("http://[broken", ""),
    ],
)
def test_a_link_is_followed_on_the_web_alone(link, address):
    assert absolute("https://blog.example/x/", link) == address
