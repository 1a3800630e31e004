"""A web process does not go through all that it loaded in the midst of a page."""

import subprocess
import sys

ASKED = """
import gc
from entregent.web.wsgi import application
print(application is not None, gc.get_freeze_count() > 10_000, gc.isenabled(), gc.get_threshold()[0])
"""


def test_what_is_loaded_stays_and_the_rest_is_still_looked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("ENTREGENT_HOME", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "True", "True", "20000"]
