#!/usr/bin/env python3
"""The HTTP transport beside nginx: work done per second of the server's own CPU time.

Usage: bench/http/beside_nginx.py [path of http_server]. Needs nginx with its dav module (Debian: nginx-light), wrk and curl.
Both servers run at once on loopback and take turns, one worker or I/O thread each, so that noise hits both alike.
"""
import os
import pathlib
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 5
WRK_SECONDS = 2
UPLOAD_MB = 100
SOCKETS = 10_000
TICKS = os.sysconf("SC_CLK_TCK")
SMALL = '{"id":"0190b2c3","name":"Wedding","photos":1234,"ok":true}'

NGINX_CONF = """
daemon off; worker_processes 1; pid {dir}/nginx.pid; error_log {dir}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; keepalive_timeout 75s;
    open_file_cache max=100; client_max_body_size 0; types {{ application/json json; }}
    client_body_temp_path {dir}/body; proxy_temp_path {dir}/t1; fastcgi_temp_path {dir}/t2;
    uwsgi_temp_path {dir}/t3; scgi_temp_path {dir}/t4;
    server {{
        listen 127.0.0.1:{port}; root {dir}/nginx;
        location = /memory {{ default_type application/json; return 200 '{small}'; }}
        location /files/ {{ dav_methods PUT; create_full_put_path on; }}
    }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"nothing listens on port {port}")


def cpu_seconds(pid: int) -> float:
    """Of the process and its children, which for nginx are the workers."""
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    total = 0
    for one in [pid, *map(int, children)]:
        fields = pathlib.Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def resident_mb(pid: int, name: str = "VmRSS") -> float:
    return int(re.search(rf"{name}:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024


def wrk(url: str) -> float:
    out = subprocess.run(["wrk", "-t1", "-c32", f"-d{WRK_SECONDS}s", url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        sys.exit(f"{url} answered with errors")
    return float(re.search(r"(\d+) requests in", out).group(1))


def upload(url: str, source: str, parallel: int) -> float:
    command = ["curl", "-sf", "-o", "/dev/null", "-H", "Expect:", "-T", source]
    sent = [subprocess.Popen([*command, f"{url}{i}"]) for i in range(parallel)]
    if any(one.wait() for one in sent):
        sys.exit(f"an upload to {url} failed")
    return parallel * UPLOAD_MB


def download(url: str) -> float:
    subprocess.run(["curl", "-sf", "-o", "/dev/null", url], check=True)
    return UPLOAD_MB


def compare(name: str, goal: str, unit: str, ours: tuple, theirs: tuple) -> None:
    """Each side is (pid, work); prints work per CPU second and the median of the rounds' ratios."""
    rates = ([], [])
    for _ in range(ROUNDS):
        for side, (pid, work) in enumerate((ours, theirs)):
            before = cpu_seconds(pid)
            done = work()
            rates[side].append(done / max(cpu_seconds(pid) - before, 1 / TICKS))
    mine, other = map(statistics.median, rates)
    ratio = statistics.median(a / b for a, b in zip(*rates))
    print(f"{name:40} {mine:10.0f} {other:10.0f} {unit:10} {ratio:5.2f}x  {goal}", flush=True)


def idle_sockets(port: int, pid: int) -> None:
    before = resident_mb(pid)
    request = ("GET /live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").encode()
    sockets = []
    for _ in range(SOCKETS):
        one = socket.create_connection(("127.0.0.1", port))
        one.sendall(request)
        if b" 101 " not in one.recv(1024):
            sys.exit("a WebSocket was refused")
        sockets.append(one)
    grown = resident_mb(pid) - before
    print(f"{'idle WebSockets':40} {SOCKETS:10} {grown:10.1f} MB more    goal <= 200 MB", flush=True)
    for one in sockets:
        one.close()


def main() -> None:
    default = pathlib.Path(__file__).resolve().parents[2] / "build/bench/bench/http/http_server"
    program = sys.argv[1] if len(sys.argv) > 1 else str(default)
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for name in ("nginx/files", "ours"):
            pathlib.Path(folder, name).mkdir(parents=True)
            pathlib.Path(folder, name).chmod(0o777)
        pathlib.Path(folder, "nginx").chmod(0o777)
        pathlib.Path(folder, "nginx/small.json").write_text(SMALL)
        source = f"{folder}/source"
        pathlib.Path(source).write_bytes(os.urandom(UPLOAD_MB << 20))
        port, nginx_port = free_port(), free_port()
        conf = pathlib.Path(folder, "nginx.conf")
        conf.write_text(NGINX_CONF.format(dir=folder, port=nginx_port, small=SMALL))
        server = subprocess.Popen([program, str(port), f"{folder}/ours"])
        nginx = subprocess.Popen(["nginx", "-e", f"{folder}/error.log", "-c", str(conf)])
        try:
            wait_for(port)
            wait_for(nginx_port)
            run(server.pid, f"http://127.0.0.1:{port}", nginx.pid, f"http://127.0.0.1:{nginx_port}", source)
            idle_sockets(port, server.pid)
        finally:
            server.terminate()
            nginx.terminate()
            server.wait()
            nginx.wait()


def run(pid: int, ours: str, nginx: int, theirs: str, source: str) -> None:
    print(f"{'per second of CPU time':40} {'snapory':>10} {'nginx':>10}")
    small = (nginx, lambda: wrk(f"{theirs}/small.json"))
    compare("small GET on the I/O thread", "goal >= 0.9x", "requests", (pid, lambda: wrk(f"{ours}/inline")), small)
    compare("small GET by a handler that may block", "goal >= 0.9x", "requests", (pid, lambda: wrk(f"{ours}/small")), small)
    compare("small GET, nginx from memory", "", "requests", (pid, lambda: wrk(f"{ours}/inline")),
            (nginx, lambda: wrk(f"{theirs}/memory")))
    before = resident_mb(pid)
    for parallel in (1, 4):
        compare(f"PUT {UPLOAD_MB} MB, {parallel} at once", "goal >= 0.8x", "MB",
                (pid, lambda: upload(f"{ours}/files/up", source, parallel)),
                (nginx, lambda: upload(f"{theirs}/files/up", source, parallel)))
    print(f"{'memory through all uploads':40} {'':10} {resident_mb(pid, 'VmHWM') - before:10.1f} MB more    goal <= 4 MB")
    compare(f"GET {UPLOAD_MB} MB", "", "MB", (pid, lambda: download(f"{ours}/files/up0")),
            (nginx, lambda: download(f"{theirs}/files/up0")))


if __name__ == "__main__":
    main()
