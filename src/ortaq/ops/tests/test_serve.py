"""A whole installation: started, watched, killed, behind HTTPS, stopped."""

import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ortaq.config.env import CHECKOUT
from ortaq.ops.tests.conftest import environment, free_port, ortaq


@dataclass
class House:
    """An installation of this test."""

    home: Path
    port: int
    tls_port: int
    metrics_port: int
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    env: dict[str, str] = field(default_factory=dict)

    def start(self) -> float:
        """Start it and return how long it took."""
        self.env = environment(
            ORTAQ_DATA_DIR=str(self.home),
            ORTAQ_PUBLIC_URL=f"https://localhost:{self.tls_port}",
            ORTAQ_METRICS_PORT=str(self.metrics_port),
        )
        began, offset = time.monotonic(), self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ortaq", "serve", "--port", str(self.port)],
                env=self.env, stdout=out, stderr=out, cwd="/",
            )  # fmt: skip
        while f"Ortaq answers at https://localhost:{self.tls_port}" not in self.said(offset):
            assert self.process.poll() is None, self.said(offset)
            assert time.monotonic() - began < 120, self.said(offset)
            time.sleep(0.05)
        return time.monotonic() - began

    def said(self, offset: int = 0) -> str:
        return self.log.read_bytes()[offset:].decode() if self.log.exists() else ""

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Host": "localhost"} | headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def wait_for_metrics(self) -> int:
        """Ask for the metrics, which start after the web; return the status."""
        deadline = time.monotonic() + 60
        while True:
            numbers = http.client.HTTPConnection("127.0.0.1", self.metrics_port, timeout=30)
            try:
                numbers.request("GET", "/metrics")
                return numbers.getresponse().status
            except ConnectionRefusedError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
            finally:
                numbers.close()

    def members(self, name: str = "") -> list[int]:
        """Return the living processes of this installation."""
        mark = f"ORTAQ_RUN={self.home}".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if mark in (process / "environ").read_bytes().split(b"\0") and name in words:
                    found.append(int(process.name))
            except OSError:
                continue
        return found


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    home = Path("/tmp") / f"ortaq-ops-serve-{os.getpid()}"
    log = tmp_path_factory.mktemp("serve") / "log"
    house = House(home, free_port(), free_port(), free_port(), log)
    house.start()
    yield house
    if house.process and house.process.poll() is None:
        house.process.terminate()
        house.process.wait(60)
    shutil.rmtree(home, ignore_errors=True)


def test_it_answers_works_and_counts(house: House) -> None:
    assert house.get("/healthz").status == 200
    page = house.get("/", **{"X-Forwarded-Proto": "https"})
    assert page.status == 200
    assert page.headers["Content-Type"].startswith("text/html")
    assert len(house.members("granian")) >= 3
    assert len(house.members("ortaq work")) == 1
    assert house.wait_for_metrics() == 200


def test_static_files_are_named_by_their_content(house: House) -> None:
    names = [p.relative_to(house.home / "static") for p in house.home.glob("static/ui/*.css")]
    [hashed] = [name for name in names if re.search(r"ortaq\.[0-9a-f]{12}\.css$", name.name)]
    answer = house.get(f"/static/{hashed}", **{"X-Forwarded-Proto": "https"})
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_only_one_may_serve_a_folder(house: House) -> None:
    done = ortaq("serve", "--port", str(free_port()), ORTAQ_DATA_DIR=str(house.home))
    assert done.returncode == 1
    assert done.stderr.startswith(f"ortaq: Ortaq already runs on {house.home} (process ")


def test_a_killed_worker_and_a_killed_database_come_back(house: House) -> None:
    [worker] = house.members("ortaq work")
    os.kill(worker, signal.SIGKILL)
    postmaster = int((house.home / "pg/data/postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        back = house.members("ortaq work")
        if back not in ([], [worker]) and house.get("/readyz").status == 200:
            break
        time.sleep(0.2)
    assert house.get("/readyz").status == 200
    assert int((house.home / "pg/data/postmaster.pid").read_text().split()[0]) != postmaster
    assert "PostgreSQL ended (signal SIGKILL); starting it again" in house.said()


def test_https_in_front_with_the_example_of_nginx(house: House, tmp_path: Path) -> None:
    _need("nginx", "nginx-light")
    certificate, key = _certificate(tmp_path)
    plain_port = free_port()
    site = (CHECKOUT / "deploy" / "nginx.conf").read_text()
    for old, new in (
        (r"\n    listen \[::\].*", ""),
        (r"listen 80;", f"listen 127.0.0.1:{plain_port};"),
        (r"listen 443", f"listen 127.0.0.1:{house.tls_port}"),
        (r"/etc/letsencrypt\S*fullchain.pem", str(certificate)),
        (r"/etc/letsencrypt\S*privkey.pem", str(key)),
        (r"127\.0\.0\.1:8000", f"127.0.0.1:{house.port}"),
        (r"ortaq\.example\.kz", "localhost"),
    ):
        site, count = re.subn(old, new, site)
        assert count > 0, f"deploy/nginx.conf has no {old}"
    (tmp_path / "site.conf").write_text(site)
    temporary = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; {user} error_log {tmp_path}/error.log;"
        f"events {{}} http {{ {temporary} include {tmp_path}/site.conf; }}"
    )
    nginx = subprocess.Popen([_program("nginx"), "-c", tmp_path / "nginx.conf", "-p", tmp_path])
    try:
        _check_https(house, plain_port, certificate)
    finally:
        nginx.terminate()
        nginx.wait(20)


def test_https_in_front_with_the_example_of_caddy(house: House, tmp_path: Path) -> None:
    _need("caddy", "caddy")
    certificate, key = _certificate(tmp_path)
    plain_port = free_port()
    site = (CHECKOUT / "deploy" / "Caddyfile").read_text()
    for old, new in (
        ("ortaq.example.kz {", f"localhost {{\n\ttls {certificate} {key}\n\tbind 127.0.0.1"),
        ("127.0.0.1:8000", f"127.0.0.1:{house.port}"),
    ):
        assert old in site, f"deploy/Caddyfile has no {old}"
        site = site.replace(old, new)
    ports = f"http_port {plain_port}\n\thttps_port {house.tls_port}"
    (tmp_path / "Caddyfile").write_text(
        f"{{\n\tadmin off\n\tskip_install_trust\n\tdefault_bind 127.0.0.1\n\t{ports}\n}}\n{site}"
    )
    caddy = subprocess.Popen(
        [_program("caddy"), "run", "--config", tmp_path / "Caddyfile", "--adapter", "caddyfile"],
        env=os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")},
        stderr=subprocess.DEVNULL,
    )
    try:
        # A foreign name is answered by Caddy itself, with an empty page.
        _check_https(house, plain_port, certificate, moved=308, stray=200)
    finally:
        caddy.terminate()
        caddy.wait(20)


def _check_https(
    house: House, plain_port: int, certificate: Path, *, moved: int = 301, stray: int = 400
) -> None:
    trust = ssl.create_default_context(cafile=str(certificate))

    def ask(path: str, *, is_plain: bool = False, **headers: str) -> http.client.HTTPResponse:
        deadline = time.monotonic() + 20
        while True:
            connection: http.client.HTTPConnection = (
                http.client.HTTPConnection("localhost", plain_port, timeout=30)
                if is_plain
                else http.client.HTTPSConnection(
                    "localhost", house.tls_port, timeout=30, context=trust
                )
            )
            try:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                answer.read()
            except ConnectionRefusedError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
            else:
                return answer
            finally:
                connection.close()

    assert ask("/healthz").status == 200
    turned = ask("/about/?a=1", is_plain=True)
    assert (turned.status, turned.headers["Location"]) == (moved, "https://localhost/about/?a=1")
    page = ask("/account/login/")
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookies = page.headers.get_all("Set-Cookie")
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)
    # Without the proxy's word the same page would be sent to HTTPS, so the proxy did say it.
    assert house.get("/account/login/").status == 301
    assert ask("/", Host="evil.example").status == stray


def test_kill_9_of_the_supervisor_then_a_second_start_then_a_clean_end(house: House) -> None:
    assert house.process
    house.process.kill()
    house.process.wait()
    took = house.start()
    assert took < 60  # bench/start.py measures properly, on a quiet machine
    assert house.get("/healthz").status == 200
    house.process.terminate()
    assert house.process.wait(60) == 0
    assert house.said().rstrip().endswith("ortaq: stopped")
    assert house.members() == []
    assert not (house.home / "pg/data/postmaster.pid").exists()


def _program(name: str) -> str:
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") or ""


def _need(name: str, package: str) -> None:
    """Install a web server where we may; elsewhere say why its example stays unproved."""
    if _program(name):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-q"], ["install", "-qy", "--no-install-recommends", package]):
            subprocess.run(["apt-get", *words], check=False, env=quiet, capture_output=True)
    if not _program(name):
        pytest.skip(f"HTTPS by {name} is NOT tested here: it is missing and cannot be installed")


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.fromtimestamp(time.time(), UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths
