"""Where options come from, who wins, and what is said of wrong ones."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from flake8 import defaults, utils
from flake8.options import config

from flake8_foundry_logging.configuration import flake8_layer, pyproject_layer
from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.core.paths import any_of
from flake8_foundry_logging.errors import SettingsError
from flake8_foundry_logging.rules import ALL
from flake8_foundry_logging.setting_table import SETTINGS, Kind, Setting, parse_text
from flake8_foundry_logging.settings import DEFAULT_EXCLUDE, Layer, Settings

if TYPE_CHECKING:
    from pathlib import Path

BY_NAME = {setting.name: setting for setting in SETTINGS}


def load(cwd: Path, **command_line: str) -> Settings:
    given = {
        name.replace("_", "-"): parse_text(BY_NAME[name.replace("_", "-")], text, "command line")
        for name, text in command_line.items()
    }
    layers = (Layer("command line", str(cwd), given), flake8_layer(str(cwd)), pyproject_layer(str(cwd)))
    return Settings.of([layer for layer in layers if layer is not None], ALL)


def test_every_option_of_the_rules_has_a_setting_and_a_help_text() -> None:
    ours = {
        setting.name: setting for setting in SETTINGS if setting.ours and setting.kind not in (Kind.CODES, Kind.PROFILE)
    }

    assert set(ours) == {field.name.replace("_", "-") for field in fields(Options)}
    assert all(setting.help for setting in SETTINGS)


def test_the_default_exclude_is_that_of_flake8() -> None:
    assert defaults.EXCLUDE == DEFAULT_EXCLUDE


def test_nothing_said_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


def test_the_command_line_wins_over_flake8s_file_and_that_over_pyproject(tmp_path: Path) -> None:
    (tmp_path / "setup.cfg").write_text("[flake8]\nfoundry-cli-paths = b.py\nfoundry_secret_words = b\n")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.foundry-logging]\ncli-paths = ["c.py"]\nsecret-words = "c"\nnot_secrets = ["c1", "c2"]\n'
    )
    options = load(tmp_path, cli_paths="a.py").options

    assert (options.cli_paths, options.secret_words, options.not_secrets) == (("a.py",), ("b",), ("c1", "c2"))


@pytest.mark.parametrize("name", ["setup.cfg", "tox.ini", ".flake8"])
def test_each_of_flake8s_files_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("[flake8]\nselect = E, LGF1\nextend-ignore = LGF102\n    W503\n")
    settings = load(tmp_path)

    assert settings.selection.select == ("LGF1",)
    assert settings.selection.ignore == ("LGF102",)
    assert settings.select_from == name


@pytest.mark.parametrize(
    "files",
    [
        {"setup.cfg": "[flake8]\n", "tox.ini": "[flake8]\n"},
        {"setup.cfg": "[metadata]\n", ".flake8": "[flake8]\n"},
        {"tox.ini": "[flake8:local-plugins]\n", ".flake8": "[flake8]\n"},
        {"../.flake8": "[flake8]\n"},
        {"../.flake8": "[flake8]\n", "setup.cfg": "not an ini file"},
        {"../tox.ini": "[tox]\n", "../../setup.cfg": "[flake8]\n"},
        {},
    ],
)
def test_the_file_that_counts_is_the_one_flake8_takes(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cwd = tmp_path / "a" / "b"
    cwd.mkdir(parents=True)
    for number, (name, text) in enumerate(files.items()):
        marker = f"foundry-secret-words = file{number}\n" if "[flake8]" in text else ""
        (cwd / name).write_text(text + marker)
    monkeypatch.chdir(cwd)
    theirs, _ = config.load_config(None, [], isolated=False)
    expected = theirs.get("flake8", "foundry-secret-words", fallback=None)

    assert load(cwd).options.secret_words == ((expected,) if expected else ())


def test_the_home_folder_and_what_is_above_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".flake8").write_text("[flake8]\nfoundry-secret-words = home\n")
    (tmp_path / "project").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))

    assert load(tmp_path / "project") == Settings()
    assert load(tmp_path).options.secret_words == ("home",)


def test_the_nearest_pyproject_with_our_table_counts(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "pyproject.toml").write_text('[project]\nname = "x"\n')
    (tmp_path / "pyproject.toml").write_text('[tool.foundry-logging]\nselect = ["LGF1"]\nexclude = ["gen/*", "x.py"]\n')
    settings = load(tmp_path / "package")

    assert settings.selection.select == ("LGF1",)
    assert settings.exclude == (f"{tmp_path}/gen/*", "x.py")


MAPPINGS = [
    "a.py:LGF101",
    "a.py:LGF101,LGF102 b.py:LGF2",
    "\n    tests/*: LGF1, LGF2\n    a.py , b.py : LGF101\n",
    "*/x.py:E501 LGF101\nC:W1",
    "",
]


@pytest.mark.parametrize("text", MAPPINGS)
def test_per_file_ignores_are_split_as_flake8_splits_them(text: str) -> None:
    assert list(parse_text(BY_NAME["per-file-ignores"], text, "here")) == [  # type: ignore[arg-type]
        (pattern, tuple(codes)) for pattern, codes in utils.parse_files_to_codes_mapping(text)
    ]


def test_per_file_ignores_may_be_a_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.foundry-logging.per-file-ignores]\n"tests/*" = ["LGF101"]\n"*_cli.py" = "LGF1,LGF2"\n'
    )
    settings = load(tmp_path)

    assert settings.ignored_in(str(tmp_path / "tests" / "a.py")) == ("LGF101",)
    assert settings.ignored_in("app_cli.py") == ("LGF1", "LGF2")
    assert settings.ignored_in("app.py") == ()


def test_the_longest_matching_pattern_of_per_file_ignores_decides_alone() -> None:
    settings = Settings(per_file_ignores=(("*.py", ("LGF101",)), ("long_*.py", ("LGF202",)), ("long_*.py", ("LGF3",))))

    assert settings.ignored_in("long_name.py") == ("LGF202",)


@pytest.mark.parametrize("path", ["a.py", "./pkg/a.py", "pkg/sub/a.py", "..", "build/x/y.py"])
def test_patterns_match_as_in_flake8(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for pattern in ("a.py", "pkg", "pkg/*", "./pkg/a.py", "*/sub/*", "*.egg", "..", "build/"):
        anchored = utils.normalize_path(pattern, str(tmp_path))
        layer = Layer("here", str(tmp_path), {"exclude": (pattern,)})
        ours = Settings.of([layer], ALL).exclude
        assert ours == (anchored,)
        expected = utils.matches_filename(path, [anchored], "%(path)s %(whether)s", config.LOG)
        assert any_of(ours)(path) == expected, pattern


WRONG = {
    "unknown option": ("pyproject.toml", "[tool.foundry-logging]\ncli-path = []\n", ["cli-path", "cli-paths is meant"]),
    "odd option": ("pyproject.toml", "[tool.foundry-logging]\nx = 1\n", ["x", "there are select, "]),
    "wrong type": ("pyproject.toml", "[tool.foundry-logging]\nselect = 5\n", ["select", "5 is not a list"]),
    "wrong entry": ("pyproject.toml", "[tool.foundry-logging]\nselect = [5]\n", ["select", "[5] is not a list"]),
    "no tools": ("pyproject.toml", "tool = 3\n", ["tool", "3 is not a table"]),
    "no name": ("setup.cfg", "[flake8]\nfoundry-logger-objects = a.b, 1a..b\n", ["foundry-logger-objects: '1a..b'"]),
    "a call": ("pyproject.toml", '[tool.foundry-logging]\nlogger-factories = ["get()"]\n', ["'get()' can match no"]),
    "no pattern": ("tox.ini", "[flake8]\nfoundry-error-reporters = tell_*\n", ["error-reporters", "'tell_*' is no"]),
    "no table": ("pyproject.toml", "[tool]\nfoundry-logging = 3\n", ["3 is not a table"]),
    "unknown code": ("pyproject.toml", '[tool.foundry-logging]\nselect = ["LGF999"]\n', ["select", "'LGF999'"]),
    "foreign code": ("pyproject.toml", '[tool.foundry-logging]\nignore = ["E501"]\n', ["ignore", "'E501'"]),
    "a name": ("pyproject.toml", '[tool.foundry-logging]\nselect = ["print-call"]\n', ["its code is LGF101"]),
    "profile": ("pyproject.toml", '[tool.foundry-logging]\nprofile = "all"\n', ["'all'", "default, guide"]),
    "flag": ("pyproject.toml", '[tool.foundry-logging]\ndisable-noqa = "x"\n', ["disable-noqa", "neither"]),
    "broken toml": ("pyproject.toml", "[tool.foundry-logging\n", ["cannot be read", "line 1"]),
    "not UTF-8": ("pyproject.toml", "[tool.foundry-logging]\nx = '\udcff'\n", ["cannot be read"]),
    "broken ini": ("setup.cfg", "[flake8]\nselect = E\n[flake8]\n", ["cannot be read", "flake8"]),
    "ini without a section": (".flake8", "x\n[flake8]\n", ["cannot be read"]),
    "unknown ini option": ("tox.ini", "[flake8]\nfoundry-cli-path = x\n", ["foundry-cli-paths is meant"]),
    "unknown ini code": ("tox.ini", "[flake8]\nextend-select = E5, LGF777\n", ["extend-select", "'LGF777'"]),
    "ini mapping": ("tox.ini", "[flake8]\nper-file-ignores = a.py\n", ["per-file-ignores", "'a.py'"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_one_line_that_names_file_option_and_value(name: str, tmp_path: Path) -> None:
    file, text, said = WRONG[name]
    (tmp_path / file).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    message = str(caught.value)

    assert message.startswith(f"{file}: ")
    assert "\n" not in message
    assert [part for part in said if part not in message] == [], message


@pytest.mark.parametrize("entry", ["audit", "app.audit", "*", "*.journal", "a?.*", "журнал", "app.[ab]*", "get_*"])
def test_a_pattern_that_can_match_a_dotted_name_is_taken(entry: str, tmp_path: Path) -> None:
    assert load(tmp_path, logger_objects=entry).options.logger_objects == (entry,)


@pytest.mark.parametrize("entry", ["", ".", "a.", ".a", "1a", "*.", "a-b", "a.1", "app:audit", "*..*"])
def test_a_pattern_that_can_match_no_dotted_name_is_refused(entry: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.foundry-logging]\nlogger-objects = ["{entry}"]\n')
    with pytest.raises(SettingsError, match=re.escape(f"logger-objects: {entry!r} can match no dotted name")):
        load(tmp_path)


def test_codes_of_other_plugins_are_in_place_in_flake8s_files(tmp_path: Path) -> None:
    (tmp_path / ".flake8").write_text("[flake8]\nselect = B,E,F,W,B950,LGF\nignore = E203, W503\n")

    assert load(tmp_path).selection.select == ("LGF",)


def test_a_malformed_file_without_a_flake8_section_is_passed_over_as_by_flake8(tmp_path: Path) -> None:
    (tmp_path / "tox.ini").write_text("this is no ini file\n")

    assert load(tmp_path) == Settings()


# -- numbers, switches and phrases -----------------------------------------------------------------------------------


@pytest.mark.parametrize("setting", [setting for setting in SETTINGS if setting.example], ids=lambda s: s.name)
def test_the_example_of_an_option_is_a_value_of_it(setting: Setting, tmp_path: Path) -> None:
    (tmp_path / "setup.cfg").write_text(f"[flake8]\n{setting.spelled} = {setting.example}\n")

    assert load(tmp_path) != Settings()


def test_every_option_of_ours_has_an_example() -> None:
    assert [setting.name for setting in SETTINGS if setting.ours and not setting.example] == []


def test_numbers_switches_and_phrases_are_read_from_both_files(tmp_path: Path) -> None:
    expected = Options(loop_small_size=25, allow_explained_pass=True, levels_words=("error:es ist kaputt", "info:gut"))
    (tmp_path / "pyproject.toml").write_text(
        "[tool.foundry-logging]\nloop-small-size = 25\nallow-explained-pass = true\n"
        'levels-words = ["error:es ist kaputt", "info:gut"]\n'
    )
    assert load(tmp_path).options == expected

    (tmp_path / "pyproject.toml").unlink()
    (tmp_path / "setup.cfg").write_text(
        "[flake8]\nfoundry-loop-small-size = 25\nfoundry-allow-explained-pass = yes\n"
        "foundry-levels-words =\n    error:es ist kaputt,\n    info:gut\n"
    )
    assert load(tmp_path).options == expected


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("loop-small-size", "few", "'few' is no whole number from 0 up"),
        ("loop-small-size", "-1", "'-1' is no whole number from 0 up"),
        ("allow-explained-pass", "maybe", "'maybe' is neither true nor false"),
        (
            "levels-words",
            "kaputt",
            "'kaputt' is not of the form level:phrase; the levels are debug, info, warning, err",
        ),
        ("levels-words", "loud:kaputt", "'loud:kaputt' is not of the form level:phrase; the levels are debug, info, w"),
        ("levels-words", "error:", "'error:' is not of the form level:phrase; the levels are debug, info, warning, er"),
        ("slow-calls", "fetch all!, x", "'all!' can match no dotted name; app.audit and *.journal can"),
    ],
)
def test_a_wrong_value_says_option_value_and_what_is_allowed(
    option: str, value: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "setup.cfg").write_text(f"[flake8]\nfoundry-{option} = {value}\n")

    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert str(caught.value).startswith(f"setup.cfg: foundry-{option}: {said}")


@pytest.mark.parametrize("value", ["-1", "true", '"25 or so"', "[1]"])
def test_a_number_of_pyproject_is_a_number(value: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.foundry-logging]\nloop-small-size = {value}\n")

    with pytest.raises(SettingsError, match="is no whole number from 0 up"):
        load(tmp_path)
