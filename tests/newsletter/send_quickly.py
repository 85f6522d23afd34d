"""python -m tests.newsletter.send_quickly ADDRESS PORT: for each line that it is told, a sender that sends what is due.

Each sender is a process of its own, made to be killed, and quick to start: it begins with everything loaded. The number
of the process is told, then how many mails it has sent and how large it is, then how it ended.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from tests.newsletter.readers import EDITION, NOW, SETTINGS, SIGNS
from tests.newsletter.sinks import Sink

from dragoman.newsletter.sending import Office, send_mails
from dragoman.newsletter.sending_letters import Letters
from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.keys import keys_of
from dragoman.store.mail.sending import free_mails

EVERY, CONNECTIONS = 100, 4


def main(address: str, port: int) -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            send(address, port)
            os._exit(0)
        say("began", child)
        say("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def send(address: str, port: int) -> None:
    sink, told = Sink(port=port), 0
    with opened_mail(address) as mail:
        keys = keys_of(mail, now=NOW)
        free_mails(mail, gone, now=NOW)
        office = Office(
            link=sink.link,
            compose=Letters(mail, keys, SETTINGS, [EDITION], SIGNS).compose,
            now=lambda: NOW,
            connections=CONNECTIONS,
        )
        for _ in send_mails(mail, keys, office, holder=f"{platform.node()} {os.getpid()}"):
            told += 1
            if told % EVERY == 0:
                say("sent", told, kilobytes())


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode("ascii"))


def gone(holder: str) -> bool:
    return not Path(f"/proc/{holder.rpartition(' ')[2]}").exists()


def kilobytes() -> int:
    """Memory that is held now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
