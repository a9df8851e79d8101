"""The file of keys."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bookwright.errors import RunError
from bookwright.service.serve.access import Keys


def test_a_key_is_known_to_all_at_once_and_its_words_stand_nowhere(tmp_path: Path) -> None:
    server, command = Keys(tmp_path), Keys(tmp_path)
    assert (server.find("bw_any"), server.all(), server.are_there) == (None, [], False)
    key, words = command.add("ada", 5)
    assert server.find(words) == key
    assert (key.owner, key.budget, server.all(), server.are_there) == ("ada", 5, [key], True)
    assert all(words not in path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    assert (command.drop(key.id), command.drop(key.id)) == (True, False)
    assert (server.find(words), server.all(), server.are_there) == (None, [], True)


def test_keys_made_at_once_are_all_there_and_nobody_writes_the_servers_database(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda number: Keys(tmp_path).add(f"owner {number}")[0], range(32)))
    assert {key.id for key in Keys(tmp_path).all()} == {key.id for key in made}
    assert not (tmp_path / "server.db").exists()


def test_a_damaged_file_lets_nobody_in_and_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text('{"keys": [', encoding="utf-8")
    keys = Keys(tmp_path)
    for ask in (lambda: keys.find("bw_any"), keys.all, lambda: keys.add("ada")):
        with pytest.raises(RunError, match=r"keys\.json: cannot be read; put it back from a copy"):
            ask()
    assert (tmp_path / "keys.json").read_text(encoding="utf-8") == '{"keys": ['
