"""Real mail: an SMTP server in front (aiosmtpd), Debian's Dovecot behind it, which keeps letters and gives them over IMAP.

Dovecot runs in the foreground, on loopback, in a folder of its own; it ends by the id of the process that was started.
"""

import asyncio
import imaplib
import os
import pwd
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from tests.ports import free_port
from tests.services import require

PASSWORD = "secret"
STARTS, STOPS = 20.0, 10.0  # seconds
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {inside}
default_login_user = {inside}
default_internal_group = {group}
mail_location = maildir:~/Maildir
first_valid_uid = 1
first_valid_gid = 1
auth_username_format = %Lu
passdb {{
  driver = static
  args = nopassword=n password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
}}
"""


@dataclass(frozen=True, slots=True)
class MailServers:
    """smtp: where letters are handed over; imap: where people read them, anybody with PASSWORD."""

    smtp: int
    imap: int
    lmtp: int

    @property
    def url(self) -> str:
        """What ENTREGENT_MAIL_URL wants."""
        return f"smtp://127.0.0.1:{self.smtp}"

    def letters_of(self, address: str) -> list[EmailMessage]:
        """What stands in somebody's inbox, the oldest first."""
        with imaplib.IMAP4("127.0.0.1", self.imap, timeout=10) as box:
            box.login(address, PASSWORD)
            box.select("INBOX", readonly=True)
            numbers = box.search(None, "ALL")[1][0].split()
            found = [box.fetch(number.decode(), "(RFC822)")[1][0] for number in numbers]
        return [message_from_bytes(one[1], policy=policy.default) for one in found]  # type: ignore[misc,index]

    def next_letter(self, address: str, number: int = 1, *, seconds: float = 90) -> EmailMessage:
        """Return somebody's letter of that number, waiting for one that is on its way."""
        end = time.monotonic() + seconds
        while len(letters := self.letters_of(address)) < number:
            assert time.monotonic() < end, f"{len(letters)} letters came, not {number}"
            time.sleep(0.5)
        return letters[number - 1]


@dataclass(frozen=True, slots=True)
class _Front:
    """Takes letters by SMTP, and says to the sender what Dovecot said."""

    lmtp: int

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        def hand_on() -> None:
            with smtplib.LMTP("127.0.0.1", self.lmtp) as server:
                server.sendmail(envelope.mail_from, envelope.rcpt_tos, envelope.original_content)

        try:
            await asyncio.to_thread(hand_on)
        except smtplib.SMTPException as error:
            return f"451 4.3.0 {type(error).__name__}"
        return "250 2.0.0 delivered"


@contextmanager
def mail_servers() -> Iterator[MailServers]:
    """Start both servers for one run."""
    program = require("Dovecot", shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"))
    servers = MailServers(smtp=free_port(), imap=free_port(), lmtp=free_port())
    with tempfile.TemporaryDirectory(prefix="entregent-mail-") as name:
        folder = Path(name)
        _configure(folder, servers)
        process = subprocess.Popen([program, "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.DEVNULL)
        front = Controller(_Front(servers.lmtp), hostname="127.0.0.1", port=servers.smtp)
        try:
            _wait_for(servers, process, folder)
            front.start()
            yield servers
        finally:
            if front.loop.is_running():
                front.stop()
            process.terminate()
            try:
                process.wait(STOPS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _configure(folder: Path, servers: MailServers) -> None:
    """As root, Dovecot's own processes and the letters belong to nobody; as anybody else, to them."""
    me = pwd.getpwuid(os.getuid())
    owner = pwd.getpwnam("nobody") if me.pw_uid == 0 else me
    group = subprocess.run(["id", "-gn", owner.pw_name], check=True, capture_output=True, text=True).stdout.strip()
    folder.chmod(0o755)
    for inner in ("run", "state", "home"):
        (folder / inner).mkdir()
    os.chown(folder / "home", owner.pw_uid, owner.pw_gid)
    written = CONFIGURATION.format(
        folder=folder, inside=owner.pw_name, user=owner.pw_name, group=group, password=PASSWORD,
        imap=servers.imap, lmtp=servers.lmtp,
    )  # fmt: skip
    (folder / "dovecot.conf").write_text(written)


def _wait_for(servers: MailServers, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    end = time.monotonic() + STARTS
    for port in (servers.imap, servers.lmtp):
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                log = folder / "log"
                said = log.read_text()[-2000:] if log.exists() else ""
                assert process.poll() is None, f"Dovecot ended with {process.returncode}: {said}"
                assert time.monotonic() < end, f"Dovecot does not answer: {said}"
                time.sleep(0.05)
