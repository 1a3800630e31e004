"""Serve the real posts until Ctrl-C: `python -m tests.real DATA OPML`."""

import sys
import threading
from pathlib import Path

from tests.real.server import real_answers, serving

data, opml = Path(sys.argv[1]), Path(sys.argv[2])
answers, titles = real_answers(data)
with serving(answers) as served:
    served.opml(titles, opml)
    sys.stdout.write(f"{opml} lists {len(titles)} feeds; read them with --allow 127.0.0.1:{served.port}\n")
    sys.stdout.flush()
    threading.Event().wait()
