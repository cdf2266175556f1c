#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""redis.py REDIS_SERVER PROGRAM: a Redis server must keep the registers that the program writes for
the same keys, and count as many keys in either."""
import pathlib
import socket
import subprocess
import sys
import tempfile
import time


def connect(path):
    for _ in range(100):
        try:
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(str(path))
            return connection, connection.makefile("rb")
        except OSError:
            time.sleep(0.05)
    sys.exit("redis-server does not answer")


def main(server, program):
    mistakes = 0
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory) / "socket"
        options = ["--port", "0", "--unixsocket", path, "--save", "", "--dir", directory]
        options += ["--hll-sparse-max-bytes", "0", "--loglevel", "warning"]
        process = subprocess.Popen([server, *options], stdout=subprocess.DEVNULL)
        try:
            connection, answers = connect(path)

            def command(*words):
                words = [w if isinstance(w, bytes) else str(w).encode() for w in words]
                message = b"*%d\r\n" % len(words)
                connection.sendall(message + b"".join(b"$%d\r\n%s\r\n" % (len(w), w) for w in words))
                answer = answers.readline().strip()
                if answer.startswith(b"$"):
                    return answers.read(int(answer[1:]) + 2)[:-2]
                return answer

            for keys in (1, 10, 1000, 50000):
                ours = subprocess.run([program, str(keys)], stdout=subprocess.PIPE, check=True).stdout
                command("DEL", "theirs")
                for first in range(0, keys, 1000):
                    numbers = range(first, min(keys, first + 1000))
                    command("PFADD", "theirs", *(f"key:{k}" for k in numbers))
                command("SET", "ours", ours)
                same = command("GET", "theirs")[16:] == ours[16:]
                counts = [command("PFCOUNT", name) for name in ("theirs", "ours")]
                print(keys, "keys:", "the same registers," if same else "OTHER REGISTERS,", *counts)
                mistakes += not same or counts[0] != counts[1]
        finally:
            process.terminate()
            process.wait()
    return mistakes


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
