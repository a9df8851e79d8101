"""The guarded side: locks its own process up, then runs the program that it was given. Run by path with a bare interpreter.

In comes one JSON object on standard input: `source`, `filter` (a seccomp filter in hex), `seconds` of processor time, `bytes` of address
space. The exit code says how it ended. A lock that cannot be closed ends the process before the program is looked at.

Landlock keeps the program from every file but those of the interpreter's library, the filter from every system call that it does not name;
limits bound processor time, memory and files; rights of the super-user are given up. See landlock(7), seccomp(2), capabilities(7).
"""

import contextlib
import ctypes
import json
import os
import struct
import sys
import traceback
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

FINISHED, RAISED, LEFT, UNLOCKED = 70, 71, 72, 73

CAPSET = {"x86_64": 126, "aarch64": 91}
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
READ_FILE, READ_FOLDER, ALL_OF_THE_FIRST_VERSION = 1 << 2, 1 << 3, (1 << 13) - 1
NETWORK_SINCE, SCOPES_SINCE, ALL_OF_NETWORK, ALL_SCOPES = 4, 6, 0b11, 0b11
SET_DUMPABLE, SET_SECCOMP, SET_NO_NEW_PRIVILEGES, FILTER = 4, 22, 38, 2
FILES_AT_ONCE = 32
PACKAGES = ("site-packages", "dist-packages")
TIME_ZONES = Path("/usr/share/zoneinfo")


@cache
def libc() -> ctypes.CDLL:
    """The C library of this process."""
    return ctypes.CDLL(None, use_errno=True)


def main() -> int:
    """Locks up, runs, and says how it ended."""
    job = json.loads(sys.stdin.buffer.read())
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    try:
        close_files()
        limit(job["seconds"], job["bytes"])
        give_up_rights()
        close_calls(bytes.fromhex(job["filter"]))
    except (OSError, KeyError) as error:
        sys.stderr.write(f"{error}\n")
        return UNLOCKED
    return run(job["source"])


def run(source: str) -> int:
    """Runs the program as the main module, with its traceback on standard error."""
    sys.modules["__main__"] = module = ModuleType("__main__")
    sys.argv = ["program"]
    try:
        exec(compile(source, "<program>", "exec"), module.__dict__)  # noqa: S102 - this is what the lock is for
    except SystemExit as end:
        return RAISED if end.code else LEFT
    except BaseException as error:
        traceback.print_exception(error.with_traceback(error.__traceback__ and error.__traceback__.tb_next), limit=-5)
        return RAISED
    return FINISHED


def limit(seconds: int, memory: int) -> None:
    """Processor time, address space, no file and no core may grow; few descriptors."""
    import resource  # noqa: PLC0415 - not there on every system, and the exit codes above are read on all

    for which, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, FILES_AT_ONCE),
    ):
        resource.setrlimit(which, (most, most))


def give_up_rights() -> None:
    """Every capability is given up for good, so that the super-user's program has no more rights than another's."""
    control(SET_NO_NEW_PRIVILEGES, 1)
    control(SET_DUMPABLE, 0)
    header, nothing = struct.pack("Ii", 0x20080522, 0), bytes(24)
    checked(libc().syscall(CAPSET[os.uname().machine], header, nothing), "capabilities cannot be given up")


def close_files() -> None:
    """From here on no file can be opened but to read the interpreter's library."""
    version = checked(libc().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), 1), "the kernel has no Landlock")
    network = ALL_OF_NETWORK if version >= NETWORK_SINCE else 0
    scopes = ALL_SCOPES if version >= SCOPES_SINCE else 0
    handled = struct.pack("QQQ", ALL_OF_THE_FIRST_VERSION, network, scopes)
    rules = checked(libc().syscall(CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0), "Landlock refuses the rules")
    for path, rights in readable():
        allow(rules, path, rights)
    control(SET_NO_NEW_PRIVILEGES, 1)
    checked(libc().syscall(RESTRICT_SELF, rules, 0), "Landlock refuses to close")
    os.close(rules)


def readable() -> Iterator[tuple[Path, int]]:
    """What the program may read: the interpreter's library without what was installed into it, shared libraries, time zones."""
    library = [path for path in map(Path, sys.path) if path.exists()]
    for root in library:
        if not root.is_dir():
            yield root, READ_FILE
            continue
        yield root, READ_FOLDER
        yield from ((entry, READ_FILE | READ_FOLDER) for entry in root.iterdir() if entry.name not in PACKAGES)
    for folder in loaded_from():
        if any(folder in root.parents for root in library):
            yield from ((file, READ_FILE) for file in folder.glob("*.so*"))
        else:
            yield folder, READ_FILE
    if TIME_ZONES.is_dir():
        yield TIME_ZONES, READ_FILE | READ_FOLDER


def loaded_from() -> set[Path]:
    """The folders of the shared libraries that this process has loaded: others that the interpreter needs lie beside them."""
    mapped = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return {Path(line.split(maxsplit=5)[5]).parent for line in mapped if ".so" in line and "/" in line}


def allow(rules: int, path: Path, rights: int) -> None:
    """Adds a path to what may be read; a file can have no right of a folder."""
    with contextlib.suppress(FileNotFoundError):
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = struct.pack("=Qi", rights if path.is_dir() else rights & READ_FILE, descriptor)
        try:
            checked(libc().syscall(ADD_RULE, rules, 1, rule, 0), "Landlock refuses a path")
        finally:
            os.close(descriptor)


def close_calls(program: bytes) -> None:
    """From here on the kernel asks the filter about every system call."""
    buffer = ctypes.create_string_buffer(program, len(program))
    described = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    control(SET_SECCOMP, FILTER, described)


def control(option: int, value: int, pointer: bytes | None = None) -> None:
    """prctl(2)."""
    third = ctypes.c_char_p(pointer) if pointer else ctypes.c_ulong(0)
    zero = ctypes.c_ulong(0)
    checked(libc().prctl(option, ctypes.c_ulong(value), third, zero, zero), f"the kernel refuses prctl {option}")


def checked(result: int, complaint: str) -> int:
    """The result of a call of the C library, or OSError where it failed."""
    if result < 0:
        raise OSError(f"{complaint} ({os.strerror(ctypes.get_errno())})")
    return result


if __name__ == "__main__":
    sys.exit(main())
