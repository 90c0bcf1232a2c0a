"""spaCy as another program has it in the same process: whole, whoever imported it first. Each test in an interpreter of its own."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy


def run(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_command_line_is_not_loaded() -> None:
    told = run("import sys, checker.reading; print(sorted(m for m in sys.modules if m.startswith(('spacy.cli', 'typer', 'weasel'))))")
    assert told == "[]"


@pytest.mark.parametrize(
    ("use", "told"),
    [
        ("import spacy; print(spacy.cli.download.__module__, hasattr(spacy, 'no_such_name'))", "spacy.cli.download False"),
        ("from spacy.cli.download import download; print(download.__module__)", "spacy.cli.download"),
        ("import spacy; print('spaCy' in spacy.info(markdown=True, silent=True), spacy.info is spacy.cli.info)", "True True"),
        ("import spacy.cli; from spacy import info; print(info is spacy.cli.info, info.__module__)", "True spacy.cli.info"),
    ],
)
def test_what_other_programs_find(use: str, told: str) -> None:
    assert run(f"import checker.reading; {use}") == told


def test_a_saved_pipeline_is_loaded(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler")
    nlp.to_disk(tmp_path / "small")
    use = "import sys, checker.reading, spacy; nlp = spacy.load(sys.argv[1]); print(nlp.pipe_names, len(list(nlp('依法行政。从严治政。').sents)))"
    assert run(use, str(tmp_path / "small")) == "['sentencizer', 'entity_ruler'] 2"


def test_spacy_that_is_imported_already_is_left_alone() -> None:
    told = run("import spacy; had = dict(vars(spacy)); import checker.reading; print(all(vars(spacy)[name] is had[name] for name in had), 'cli' in had)")
    assert told == "True True"


def test_a_spacy_that_wants_more_of_its_command_line(tmp_path: Path) -> None:
    """A stand-in package in the place of spaCy: its import needs a name that our stand-in has not."""
    (tmp_path / "spacy" / "cli").mkdir(parents=True)
    (tmp_path / "spacy" / "__init__.py").write_text("from .cli.info import info, more\n")
    (tmp_path / "spacy" / "cli" / "__init__.py").write_text("")
    (tmp_path / "spacy" / "cli" / "info.py").write_text("info, more = 1, 2\n")
    # The module is run alone, since the package around it needs the whole of spaCy.
    path = Path(__file__).parents[2] / "checker" / "reading" / "quick_spacy.py"
    code = "import runpy, sys; sys.path.insert(0, sys.argv[1]); runpy.run_path(sys.argv[2]); import spacy; print(spacy.info, spacy.more, spacy.cli.info.more)"
    assert run(code, str(tmp_path), str(path)) == "1 2 2"
