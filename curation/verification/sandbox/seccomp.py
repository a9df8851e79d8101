"""The system calls that a guarded program may make, as a seccomp filter for the kernel: a list of what is allowed, all else is refused.

What is allowed is what a single-process Python program needs that computes and prints: memory, clocks, reading, threads of its own. No call
on it opens a file for writing, makes a socket or another process, sends a signal, or changes a limit or a right. See seccomp(2) and
linux/filter.h; the numbers of the calls are those of asm/unistd_64.h (x86-64) and asm-generic/unistd.h (aarch64).
"""

import errno
import os
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
KILL, ALLOW, REFUSE = 0x80000000, 0x7FFF0000, 0x00050000
AT_NUMBER, AT_MACHINE, AT_ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
X32 = 0x40000000  # the other numbering that x86-64 kernels answer to

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | 0o20000000  # the last is O_TMPFILE without O_DIRECTORY
THREADS = (0x3D0F00, 0x7D0F00)  # the flags that glibc and musl give to clone(2) for a thread
DESCRIPTOR_COMMANDS = (0, 1, 2, 3, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC: none that names a process to signal
TERMINAL_COMMANDS = (0x5401, 0x5450, 0x5451)  # TCGETS, FIONCLEX, FIOCLEX


@dataclass(frozen=True)
class Argument:
    """A call is allowed only where its argument number `index` has none of the bits `without` and, if any are named, is one of `among`."""

    index: int
    without: int = 0
    among: tuple[int, ...] = ()


@dataclass(frozen=True)
class Machine:
    """A processor family: its number in linux/audit.h, and the numbers of the calls, free ones and those that hang on an argument."""

    audit: int
    free: Mapping[str, int]
    bound: Mapping[int, Argument]
    missing: tuple[int, ...] = (435,)  # clone3 hides its flags behind a pointer; "no such call" makes the C library use clone


X86_64 = Machine(
    audit=0xC000003E,
    free={
        "read": 0, "write": 1, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "poll": 7, "lseek": 8, "mmap": 9, "mprotect": 10,
        "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "readv": 19, "writev": 20,
        "access": 21, "select": 23, "sched_yield": 24, "mremap": 25, "madvise": 28, "dup": 32, "nanosleep": 35, "getpid": 39, "exit": 60,
        "uname": 63, "getcwd": 79, "readlink": 89, "gettimeofday": 96, "getrlimit": 97, "getrusage": 98, "sysinfo": 99, "times": 100,
        "getuid": 102, "getgid": 104, "geteuid": 107, "getegid": 108, "getppid": 110, "sigaltstack": 131, "gettid": 186, "time": 201,
        "futex": 202, "sched_getaffinity": 204, "getdents64": 217, "set_tid_address": 218, "restart_syscall": 219, "clock_gettime": 228,
        "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231, "newfstatat": 262, "readlinkat": 267, "faccessat": 269,
        "pselect6": 270, "ppoll": 271, "set_robust_list": 273, "getrandom": 318, "statx": 332, "rseq": 334, "faccessat2": 439,
    },
    bound={
        2: Argument(1, without=WRITING),  # open
        257: Argument(2, without=WRITING),  # openat
        16: Argument(1, among=TERMINAL_COMMANDS),  # ioctl
        72: Argument(1, among=DESCRIPTOR_COMMANDS),  # fcntl
        56: Argument(0, among=THREADS),  # clone
    },
)  # fmt: skip

AARCH64 = Machine(
    audit=0xC00000B7,
    free={
        "getcwd": 17, "dup": 23, "faccessat": 48, "close": 57, "getdents64": 61, "lseek": 62, "read": 63, "write": 64, "readv": 65,
        "writev": 66, "pread64": 67, "pselect6": 72, "ppoll": 73, "readlinkat": 78, "newfstatat": 79, "fstat": 80, "exit": 93,
        "exit_group": 94, "set_tid_address": 96, "futex": 98, "set_robust_list": 99, "nanosleep": 101, "clock_gettime": 113,
        "clock_getres": 114, "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124, "restart_syscall": 128,
        "sigaltstack": 132, "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139, "times": 153, "uname": 160, "getrlimit": 163,
        "getrusage": 165, "gettimeofday": 169, "getpid": 172, "getppid": 173, "getuid": 174, "geteuid": 175, "getgid": 176, "getegid": 177,
        "gettid": 178, "sysinfo": 179, "brk": 214, "munmap": 215, "mremap": 216, "mmap": 222, "mprotect": 226, "madvise": 233,
        "getrandom": 278, "statx": 291, "rseq": 293, "faccessat2": 439,
    },
    bound={
        56: Argument(2, without=WRITING),  # openat
        29: Argument(1, among=TERMINAL_COMMANDS),  # ioctl
        25: Argument(1, among=DESCRIPTOR_COMMANDS),  # fcntl
        220: Argument(0, among=THREADS),  # clone
    },
)  # fmt: skip

MACHINES: Mapping[str, Machine] = {"x86_64": X86_64, "aarch64": AARCH64}


def filter_for(machine: Machine) -> bytes:
    """The filter as an array of struct sock_filter. A refused call fails with EPERM, a call by other numbers ends the process."""
    steps = [
        _step(LOAD, AT_MACHINE),
        _step(JUMP_EQUAL, machine.audit, yes=1),
        _step(RETURN, KILL),
        _step(LOAD, AT_NUMBER),
        _step(JUMP_AT_LEAST, X32, no=1),
        _step(RETURN, KILL),
    ]
    for number in machine.free.values():
        steps += _when(number, [_step(RETURN, ALLOW)])
    for number, argument in machine.bound.items():
        steps += _when(number, _on(argument))
    for number in machine.missing:
        steps += _when(number, [_step(RETURN, REFUSE | errno.ENOSYS)])
    return b"".join([*steps, _step(RETURN, REFUSE | errno.EPERM)])


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("<HBBI", code, yes, no, value)


def _when(number: int, then: Sequence[bytes]) -> list[bytes]:
    """The steps `then`, which must end in a return, for the call of this number; it is loaded before and after."""
    return [_step(JUMP_EQUAL, number, no=len(then)), *then]


def _on(argument: Argument) -> list[bytes]:
    """Allows or refuses by the lower half of an argument: the kernel reads no more of the flags and commands that are looked at here."""
    steps = [_step(LOAD, AT_ARGUMENTS + 8 * argument.index)]
    if argument.without:
        steps += [_step(JUMP_ANY_BIT, argument.without, no=1), _step(RETURN, REFUSE | errno.EPERM)]
    for value in argument.among:
        steps += [_step(JUMP_EQUAL, value, no=1), _step(RETURN, ALLOW)]
    return [*steps, _step(RETURN, REFUSE | errno.EPERM if argument.among else ALLOW)]
