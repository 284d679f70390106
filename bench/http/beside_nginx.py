#!/usr/bin/env python3
"""The HTTP transport and the real program beside nginx: work done per second of the server's own CPU time.

Usage: bench/http/beside_nginx.py HTTP_SERVER SNAPORY. Prints figures for bench/table.mjs. Needs nginx with its dav module
(Debian: nginx-light), wrk and curl. The servers run at once on loopback and take turns, nginx and http_server with one
worker or I/O thread, so that noise hits all alike.
"""
import contextlib
import json
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
import urllib.request

ROUNDS = 5
WRK_SECONDS = 2
UPLOAD_MB = 100
SOCKETS = 10_000
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = 50  # photos
SAMPLE = pathlib.Path(__file__).parents[2] / ".deps/samples/sample1.jpg"
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


def wrk(url: str, token: str = "") -> float:
    header = ["-H", f"Authorization: Bearer {token}"] if token else []
    command = ["wrk", "-t1", "-c32", f"-d{WRK_SECONDS}s", *header, url]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
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


def figure(what: str, ours: float, unit: str, **more) -> None:
    print(json.dumps({"what": what, "ours": ours, "unit": unit, **more}), flush=True)


def work_rate(pid: int, work) -> float:
    """Work done per CPU second of the process."""
    before = cpu_seconds(pid)
    done = work()
    return done / max(cpu_seconds(pid) - before, 1 / TICKS)


def compare(what: str, unit: str, ours: tuple, theirs: tuple, goal: dict | None = None) -> None:
    """Each side is (pid, work); work per CPU second and its ratio are medians of the rounds."""
    print(what, file=sys.stderr)
    rates = ([], [])
    for _ in range(ROUNDS):
        for side, (pid, work) in enumerate((ours, theirs)):
            rates[side].append(work_rate(pid, work))
    mine, other = map(statistics.median, rates)
    ratio = statistics.median(a / b for a, b in zip(*rates))
    figure(what, mine, unit, beside="nginx", theirs=other, ratio=ratio, goal=goal)


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
    figure(f"memory of {SOCKETS:,} idle WebSockets", resident_mb(pid) - before, "MB", goal={"most": 200})
    for one in sockets:
        one.close()


@contextlib.contextmanager
def running(command: list, port: int, **options):
    """A server, ended at the end; gives its process id once it listens."""
    server = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, **options)
    try:
        wait_for(port)
        yield server.pid
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def running_nginx(folder: pathlib.Path):
    port = free_port()
    (folder / "nginx/files").mkdir(parents=True)
    for place in (folder, folder / "nginx", folder / "nginx/files"):
        place.chmod(0o777)  # its worker is nobody
    (folder / "nginx/small.json").write_text(SMALL)
    conf = folder / "nginx.conf"
    conf.write_text(NGINX_CONF.format(dir=folder, port=port, small=SMALL))
    with running(["nginx", "-e", folder / "error.log", "-c", conf], port) as pid:
        yield pid, f"http://127.0.0.1:{port}"


def compare_transport(program: str, folder: pathlib.Path, nginx: int, theirs: str) -> None:
    port = free_port()
    (folder / "ours/files").mkdir(parents=True)
    source = folder / "source"
    source.write_bytes(os.urandom(UPLOAD_MB << 20))
    with running([program, port, folder / "ours"], port) as pid:
        ours = f"http://127.0.0.1:{port}"
        small = (nginx, lambda: wrk(f"{theirs}/small.json"))
        unit = "requests/CPU s"
        compare("small GET, a handler that may block", unit, (pid, lambda: wrk(f"{ours}/small")), small, {"least": 0.9})
        compare("small GET, on the I/O thread", unit, (pid, lambda: wrk(f"{ours}/inline")), small, {"least": 0.9})
        compare("the same, nginx from memory", unit, (pid, lambda: wrk(f"{ours}/inline")), (nginx, lambda: wrk(f"{theirs}/memory")))
        before = resident_mb(pid)
        for parallel in (1, 4):
            compare(f"upload of {UPLOAD_MB} MB, {parallel} at once", "MB/CPU s",
                    (pid, lambda: upload(f"{ours}/files/up", source, parallel)),
                    (nginx, lambda: upload(f"{theirs}/files/up", source, parallel)), {"least": 0.8})
        grown = (resident_mb(pid, "VmHWM") - before) / 4
        figure("memory of an open upload, 4 at once", grown, "MB", goal={"most": 1})
        compare(f"download of {UPLOAD_MB} MB", "MB/CPU s", (pid, lambda: download(f"{ours}/files/up0")),
                (nginx, lambda: download(f"{theirs}/files/up0")))
        idle_sockets(port, pid)


def post(url: str, body: dict, token: str = "") -> dict:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    with urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), headers)) as answer:
        return json.load(answer)


def get(url: str, token: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})) as answer:
        return answer.read()


def add_photos(url: str, token: str, folder: pathlib.Path) -> None:
    """A page of photos, told apart by a comment; waits until all are ready."""
    jpeg = SAMPLE.read_bytes()
    fields = []
    for number in range(PAGE):
        comment = f"{number:06}".encode()
        (folder / f"{number}.jpg").write_bytes(jpeg[:2] + b"\xff\xfe\x00\x08" + comment + jpeg[2:])
        fields += ["-F", f"file=@{folder}/{number}.jpg"]
    subprocess.run(["curl", "-sf", "-o", "/dev/null", "-H", f"Authorization: Bearer {token}", *fields, url], check=True)
    for _ in range(120):
        if sum(photo["status"] == "ready" for photo in json.loads(get(url, token))["items"]) == PAGE:
            return
        time.sleep(0.5)
    sys.exit("the photos did not become ready")


def compare_api(program: str, folder: pathlib.Path, nginx: int, theirs: str) -> None:
    """What a guest reads of an event, beside nginx with the same bytes in a file."""
    port = free_port()
    with running([program, "serve", "--port", port, "--data", folder / "data"], port, stderr=subprocess.DEVNULL) as pid:
        api = f"http://127.0.0.1:{port}/api/v1"
        host = post(f"{api}/auth/register", {"email": "host@example.org", "password": "a long enough password", "name": "Hanna"})
        event = post(f"{api}/events", {"title": "Wedding"}, host["accessToken"])
        token = post(f"{api}/join/{event['code']}", {})["guestToken"]
        url = f"{api}/events/{event['id']}"
        add_photos(f"{url}/photos", token, folder)
        (folder / "nginx/event.json").write_bytes(get(url, token))
        compare("GET of an event by a guest, real API", "requests/CPU s", (pid, lambda: wrk(url, token)),
                (nginx, lambda: wrk(f"{theirs}/event.json")), {"least": 0.9})
        pages = [work_rate(pid, lambda: wrk(f"{url}/photos", token)) for _ in range(ROUNDS)]
        figure(f"GET of a gallery page of {PAGE} photos, real API", statistics.median(pages), "requests/CPU s")


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    transport, program = sys.argv[1:]
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with running_nginx(folder) as (nginx, theirs):
            compare_transport(transport, folder, nginx, theirs)
            compare_api(program, folder, nginx, theirs)


if __name__ == "__main__":
    main()
