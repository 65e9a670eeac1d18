"""The worker process: one plan, one case at a time, until the other side is gone.

Started as `python -P -m engine.rete.werker FD SECONDEN`. It holds nothing that must survive:
whatever goes wrong in it, the engine ends it and starts another.
"""

from __future__ import annotations

import signal
import socket
import sys

from engine.rete.kanaal import Kanaal, Verbroken
from engine.rete.plan import Feit
from engine.rete.rekenen import Rekenaar

_RUIMTE = 1.0
"""Seconds beyond the time limit, after which a worker that nobody ends ends itself."""


def werk(kanaal: Kanaal, seconden: float) -> None:
    """Receive a plan, say so, then answer every list of cases with one result each."""
    rekenaar = Rekenaar(kanaal.ontvang())
    kanaal.stuur("klaar")
    while True:
        gevallen: list[dict[str, Feit]] = kanaal.ontvang()
        for feiten in gevallen:
            # The signal ends the process, also while it hangs in the compiled part.
            signal.setitimer(signal.ITIMER_REAL, seconden + _RUIMTE)
            try:
                kanaal.stuur(rekenaar.reken(feiten))
            except Exception as fout:
                # After an error in the compiled part nothing here is to be trusted.
                kanaal.stuur(f"{type(fout).__name__}: {fout}")
                raise
            signal.setitimer(signal.ITIMER_REAL, 0)


def main() -> None:
    """Work on the connection that the command line names."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nummer, seconden = sys.argv[1:]
    try:
        werk(Kanaal(socket.socket(fileno=int(nummer))), float(seconden))
    except Verbroken:
        return


if __name__ == "__main__":
    main()
