import pytest

from tests.architecture.doors import doors_complaints
from tests.architecture.rooms import PACKAGE
from tests.architecture.verdict import expect_none


@pytest.fixture(autouse=True)
def rooms(write):
    for module in ("__init__", "models", "selectors", "forms", "urls", "tasks", "cli", "ranking"):
        write(f"listening/{module}.py", "")
    write("listening/actions/__init__.py", "")
    write("listening/actions/read_source.py", "")
    write("core/text/fold.py", "")


def test_rooms_of_entregent_use_each_other_through_their_doors():
    expect_none(doors_complaints(PACKAGE))


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("watches/selectors.py", "from entregent.listening.forms import SourceForm"),
        ("watches/selectors.py", "from entregent.listening import models, ranking"),
        ("watches/selectors.py", "import entregent.listening.ranking as ranking"),
        ("watches/selectors.py", "def late():\n    from entregent.listening.forms import SourceForm"),
        ("watches/selectors.py", "if TYPE_CHECKING:\n    from entregent.listening.forms import SourceForm"),
        ("watches/selectors.py", "import_module('entregent.listening.forms')"),
        ("watches/urls.py", "from entregent.listening import urls"),
        ("web/pages.py", "from entregent.listening.forms import SourceForm"),
        ("web/pages.py", "from entregent.listening.cli import listen"),
        ("cli/main.py", "from entregent.listening.tasks import read"),
        ("demo/load.py", "from entregent.listening.forms import SourceForm"),
    ],
)
def test_it_refuses_to_enter_elsewhere_than_by_a_door(package, write, module, text):
    write(module, text)

    complaints = doors_complaints(package)

    assert len(complaints) == 1
    assert complaints[0].startswith(f"{module}:")
    assert "enters entregent.listening." in complaints[0]


@pytest.mark.parametrize("text", ["from . import models", "from .models import Watch", "from ..core import text"])
def test_it_refuses_relative_imports(package, write, text):
    write("watches/selectors.py", text)

    assert doors_complaints(package) == ["watches/selectors.py:1 imports relatively; write the whole name"]


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("watches/selectors.py", "from entregent.listening.models import Post"),
        ("watches/selectors.py", "from entregent.listening import models, selectors"),
        ("watches/selectors.py", "from entregent.listening.actions.read_source import read_source"),
        ("watches/selectors.py", "from entregent.listening import SOME_WORD"),
        ("watches/selectors.py", "from entregent import listening"),
        ("watches/selectors.py", "from entregent.core.text.fold import fold"),
        ("watches/selectors.py", "from entregent.ui.tables import Table"),
        ("watches/selectors.py", "from django.forms import Form"),
        ("listening/views/posts.py", "from entregent.listening.forms import SourceForm"),
        ("web/urls.py", "from entregent.listening import urls"),
        ("web/jobs.py", "from entregent.listening.tasks import read"),
        ("cli/main.py", "from entregent.listening.cli import listen"),
        ("cli/main.py", "from entregent.web.environment import VARIABLES"),
    ],
)
def test_it_lets_doors_libraries_and_ones_own_room_be_used(package, write, module, text):
    write(module, text)

    assert doors_complaints(package) == []
