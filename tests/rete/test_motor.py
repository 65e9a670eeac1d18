"""The worker: replaced when it dies, hangs or starves, and never left behind."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Timer
from time import monotonic

import pytest

from engine.rete.compileren import maak_plan
from engine.rete.motor import Motor, Motoren, MotorUitgevallen
from engine.rete.plan import Uitslag
from engine.rulebook.klassen import Interval
from engine.rulebook.rulebook import Feiten
from tests.referentie.gevallen import maak_intake, onze_regels, toeval
from tests.rete import fouten
from tests.rete.vergelijken import alle_verschillen

WORTEL = Path(__file__).resolve().parents[2]
FEITEN: Feiten = {"nu_acuut": "ja", "besluiten": "zelf"}


def motor(seconden: float = 5.0) -> Motor:
    return Motor(maak_plan(onze_regels()), seconden)


def gevallen(aantal: int) -> list[Feiten]:
    return [maak_intake(toeval("motor", n), onze_regels()) for n in range(aantal)]


def leeft(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def pid_van(motor: Motor) -> int | None:
    return motor.werker_pid


def wacht_op_einde(pid: int) -> None:
    einde = monotonic() + 10
    while leeft(pid):
        assert monotonic() < einde, f"{pid} is left behind"


def test_one_worker_does_all_cases_of_a_rulebook() -> None:
    """The process is started once, and ended at the end."""
    with motor() as m:
        assert pid_van(m) is None
        eerste = m.evalueer(FEITEN)
        pid = pid_van(m)
        assert pid is not None
        assert m.evalueer(FEITEN) == eerste
        assert pid_van(m) == pid
        assert leeft(pid)
    assert not leeft(pid)


@pytest.mark.parametrize("sein", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP])
def test_a_worker_that_dies_or_hangs_between_cases_is_replaced(sein: signal.Signals) -> None:
    """The next case is done by a new worker, and the old one is gone."""
    with motor(seconden=1.0) as m:
        verwacht = m.evalueer(FEITEN)
        oud = m.werker_pid
        assert oud is not None
        os.kill(oud, sein)
        assert m.evalueer(FEITEN) == verwacht
        assert m.werker_pid != oud
        wacht_op_einde(oud)


@pytest.mark.parametrize("sein", [signal.SIGKILL, signal.SIGSTOP])
def test_a_worker_that_dies_or_hangs_during_a_case_is_replaced(sein: signal.Signals) -> None:
    """Every case still gets its own result, once and in order."""
    alle = gevallen(300)
    with motor(seconden=1.0) as m:
        m.evalueer(FEITEN)
        oud = m.werker_pid
        assert oud is not None
        Timer(0.05, os.kill, (oud, sein)).start()
        uitslagen = m.evalueer_alle(alle)
        assert m.werker_pid != oud
    wacht_op_einde(oud)
    assert len(uitslagen) == len(alle)
    assert list(alle_verschillen(onze_regels(), alle, uitslagen)) == []


def test_a_worker_without_memory_is_replaced() -> None:
    """A starved worker gives an error or dies; another does the case."""
    alle = gevallen(100)
    with motor() as m:
        m.evalueer(FEITEN)
        oud = m.werker_pid
        assert oud is not None
        resource.prlimit(oud, resource.RLIMIT_DATA, (4096, 4096))
        uitslagen = m.evalueer_alle(alle)
        assert m.werker_pid != oud
    assert list(alle_verschillen(onze_regels(), alle, uitslagen)) == []


def test_two_workers_in_a_row_without_an_answer_is_the_end() -> None:
    """A case that no worker can do is given up, with a diagnosis; a later case may succeed."""
    plan = maak_plan(onze_regels())
    with (
        Motor(fouten.een_kapot_net(plan)) as m,
        pytest.raises(MotorUitgevallen, match="niet gelukt") as fout,
    ):
        m.evalueer(FEITEN)
    assert fout.value.diagnose.code == "motor-uitgevallen"
    assert fout.value.diagnose.hulp


def test_an_error_in_the_worker_is_named() -> None:
    """What went wrong in both workers stands in the message."""
    plan = fouten.kies_van("complexiteit", "plaats")(maak_plan(onze_regels()))
    with Motor(plan) as m, pytest.raises(MotorUitgevallen, match="IndexError"):
        m.evalueer({})
    assert m.werker_pid is None


def test_what_the_rulebook_does_not_know_is_refused_before_it_is_sent() -> None:
    """An unknown name or class is the caller's mistake, and costs no worker."""
    with motor() as m:
        for feiten in (
            {"bestaat_niet": "ja"},
            {"nu_acuut": "misschien"},
            {"nu_acuut": Interval.precies(1)},
            {"start_spoed": "morgen"},
        ):
            with pytest.raises(KeyError):
                m.evalueer(feiten)
        assert m.werker_pid is None


def test_threads_share_a_motor() -> None:
    """Each gets the results of its own cases."""
    alle = gevallen(120)
    with motor() as m, ThreadPoolExecutor(6) as draden:
        uitslagen: list[Uitslag] = list(draden.map(m.evalueer, alle))
    assert list(alle_verschillen(onze_regels(), alle, uitslagen)) == []


def test_every_rulebook_has_one_motor_and_the_least_used_is_ended() -> None:
    """A rulebook that comes back gets a new worker."""
    boek = onze_regels()
    boeken = [replace(boek) for _ in range(5)]
    with Motoren() as motoren:
        pids = []
        for een in boeken:
            assert motoren.van(een) is motoren.van(een)
            motoren.van(een).evalueer(FEITEN)
            pids.append(motoren.van(een).werker_pid)
        assert pids[0] is not None
        wacht_op_einde(pids[0])
        assert all(pid is not None and leeft(pid) for pid in pids[1:])
        assert motoren.van(boeken[0]).evalueer(FEITEN).statussen
    for pid in pids:
        assert pid is not None
        wacht_op_einde(pid)


def test_a_rulebook_that_does_not_fit_gives_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """What durable-rules cannot carry is refused while compiling."""
    monkeypatch.setattr("engine.rete.netten.MEESTE_KENMERKEN", 2)
    maak_plan.cache_clear()
    with Motoren() as motoren, pytest.raises(MotorUitgevallen, match="onderdelen, te veel"):
        motoren.van(onze_regels())
    maak_plan.cache_clear()


def test_a_case_that_never_ends_is_given_up() -> None:
    """The time limit holds for each of the two tries, and no process stays."""
    plan = fouten.zonder_einde(maak_plan(onze_regels()))
    with Motor(plan, seconden=0.5) as m:
        m.evalueer(FEITEN)
        oud = m.werker_pid
        assert oud is not None
        begin = monotonic()
        with pytest.raises(MotorUitgevallen, match="geen antwoord op tijd"):
            m.evalueer({"start_spoed": Interval.precies(737_000)})
        assert monotonic() - begin < 30
        wacht_op_einde(oud)
        assert m.evalueer(FEITEN).statussen


def _ander_programma(slot: str) -> int:
    """Run a program that starts a worker and ends in some way; return the worker's process id."""
    begin = """
        import os, signal, sys, threading, time
        from engine.rete.compileren import maak_plan
        from engine.rete.motor import Motor
        from engine.rulebook.klassen import Interval
        from tests.referentie.gevallen import onze_regels
        from tests.rete.fouten import zonder_einde
        motor = Motor(zonder_einde(maak_plan(onze_regels())), seconden=0.5)
        motor.evalueer({})
        print(motor.werker_pid, flush=True)
    """
    klaar = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(begin) + textwrap.dedent(slot)],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert klaar.stderr == ""
    return int(klaar.stdout)


@pytest.mark.parametrize(
    "slot", ["", "sys.exit(3)", "os._exit(0)", "os.kill(os.getpid(), signal.SIGKILL)"]
)
def test_no_worker_outlives_the_program(slot: str) -> None:
    """Whether the program ends well or is killed, its worker ends too."""
    wacht_op_einde(_ander_programma(slot))


def test_a_worker_that_hangs_when_the_program_is_gone_ends_itself() -> None:
    """Nobody is left to end it, and it does not see that: its own alarm does."""
    slot = """
        feiten = {"start_spoed": Interval.precies(737_000)}
        threading.Thread(target=motor.evalueer, args=(feiten,), daemon=True).start()
        time.sleep(0.2)
        os._exit(0)
    """
    wacht_op_einde(_ander_programma(slot))


def test_the_worker_takes_nothing_from_the_folder_it_starts_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that happens to lie in the folder is not taken for a part of the program."""
    for naam in ("durable_rules_engine", "json", "engine", "socket"):
        (tmp_path / f"{naam}.py").write_text("raise SystemExit(7)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with motor() as m:
        assert m.evalueer(FEITEN).statussen
