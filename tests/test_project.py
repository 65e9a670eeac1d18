import re
import subprocess
import tomllib
from pathlib import Path

from api.pdf import PAKKETTEN

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements-build.lock", "requirements.lock")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    names = (re.match(r"[A-Za-z0-9._-]+", requirement) for requirement in requirements)
    return {normal(name.group()) for name in names if name}


def locked(file: str) -> dict[str, str]:
    """The text of every entry of a lock file, by the name of its package."""
    text = (ROOT / file).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    return {normal(entry.split("==")[0]): entry for entry in entries}


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, flags=re.MULTILINE))


def test_every_declared_dependency_is_locked() -> None:
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert declared(wanted) <= locked("requirements.lock").keys()
    assert declared(PROJECT["build-system"]["requires"]) == locked("requirements-build.lock").keys()


def test_every_locked_package_has_one_version_and_hashes() -> None:
    for file in LOCKS:
        for name, entry in locked(file).items():
            assert re.match(r"[a-z0-9.-]+==[^\s;]+( ; .+)? \\\n", entry), (file, name)
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), (file, name)


def test_the_locks_name_no_address_and_no_folder() -> None:
    for file in LOCKS:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not re.search(r"[/@]|--(?!hash=)", text), file


def test_every_supported_python_is_declared() -> None:
    assert PROJECT["project"]["requires-python"] == ">=3.11,<3.14"
    prefix = "Programming Language :: Python :: "
    named = {c.removeprefix(prefix) for c in PROJECT["project"]["classifiers"] if prefix in c}
    assert named == {"3.11", "3.12", "3.13"}


def test_the_first_two_commands_of_the_readme_are_make_targets() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\s*make ([a-z-]+)", readme, flags=re.MULTILINE)
    assert commands[:2] == ["start", "test"]
    assert set(commands) <= targets()


def test_ci_runs_make_test() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.splitlines()[-1] == "exec make test"


def install_pdf(python: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", ROOT / "tools" / "install-pdf.sh", python],
        capture_output=True,
        check=False,
        env={"PATH": str(path)},
        text=True,
    )


def test_libraries_that_are_there_are_not_installed_again(tmp_path: Path) -> None:
    present = tmp_path / "present"
    present.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    present.chmod(0o755)
    result = install_pdf(str(present), tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_libraries_that_cannot_be_installed_are_told_and_stop_nothing(tmp_path: Path) -> None:
    result = install_pdf("/bin/false", tmp_path)
    assert (result.returncode, result.stdout) == (0, "")
    assert "sudo apt-get install libpango-1.0-0" in result.stderr


def test_the_program_names_the_packages_that_make_installs() -> None:
    script = (ROOT / "tools" / "install-pdf.sh").read_text(encoding="utf-8")
    assert f'packages="{PAKKETTEN}"' in script
