"""./ortaq serve: database, web and job worker under one supervisor."""

import argparse
import http.client
import os
import shutil
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from ortaq.config.env import Env
from ortaq.ops import checks
from ortaq.ops.children import spawn
from ortaq.ops.errors import StartError
from ortaq.ops.installation import child_environment, held, word
from ortaq.ops.postgres import Server
from ortaq.ops.supervisor import FORCED, Program, Supervisor, say

THREADS = 2  # blocking threads a web worker: measured best on few cores
READY_WITHIN = 90.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to serve, and how."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    prepare: tuple[str, ...] = ("prepare",)
    prepare_env: dict[str, str] | None = None
    on_prepared: Callable[[Server | None], None] = lambda _server: None
    on_ready: Callable[[], None] = lambda: None


def main(argv: list[str]) -> int:
    """Run the word."""
    parser = argparse.ArgumentParser(prog="ortaq serve", description=__doc__)
    add_options(parser)
    given = parser.parse_args(argv)
    env = Env()

    def on_ready() -> None:
        say(f"Ortaq answers at {env.public_url} (http://{given.host}:{given.port})")

    plan = Plan(host=given.host, port=given.port, workers=given.workers, on_ready=on_ready)
    return run(plan, env)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what serve and demo share."""
    parser.add_argument("--port", type=int, default=8000, help="port of the web server (8000)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for every network"
    )
    parser.add_argument("--workers", type=int, default=2, help="web processes (2)")


def run(plan: Plan, env: Env) -> int:
    """Check, prepare, serve until a signal, stop. Return the exit code."""
    checks.python()
    checks.folder(env.data_dir)
    with held(env.data_dir):
        checks.disk(env.data_dir)
        checks.port(plan.host, plan.port)
        server = None if env.database_url.get_secret_value() else Server(env.pg_dir)
        supervisor = Supervisor(server, _programs(plan, env))
        with supervisor.listening():
            try:
                code = _serve(plan, env, supervisor)
            finally:
                _notify("STOPPING=1")
                is_clean = supervisor.stop()
    if code == 0:
        say("stopped")
    return code if is_clean else FORCED


def _serve(plan: Plan, env: Env, supervisor: Supervisor) -> int:
    if supervisor.server:
        supervisor.server.start()
    child_env = child_environment(env.data_dir, **(plan.prepare_env or {}))
    code = supervisor.wait_for(spawn(word(*plan.prepare), env=child_env))
    if supervisor.is_asked_to_stop:
        return 0
    if code != 0:
        return 1  # it has said why
    plan.on_prepared(supervisor.server)
    supervisor.programs[0].start()  # the web first and alone: people wait for it
    if _is_ready(plan, supervisor):
        if find_spec("ortaq.portals.api.metrics"):
            supervisor.programs.append(_metrics(env, supervisor.programs[0].env))
        supervisor.start_programs()
        _notify("READY=1")
        plan.on_ready()
        supervisor.run()
    return 0


def _programs(plan: Plan, env: Env) -> list[Program]:
    """Return the children, in the order in which they start and stop."""
    counts = env.data_dir / "run" / "metrics"  # where web processes leave their counts
    shutil.rmtree(counts, ignore_errors=True)
    counts.mkdir(mode=0o700)
    surroundings = child_environment(env.data_dir, PROMETHEUS_MULTIPROC_DIR=str(counts))
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--http", "1"),
        *("--host", plan.host, "--port", str(plan.port), "--workers", str(plan.workers)),
        *("--blocking-threads", str(THREADS), "--respawn-failed-workers"),
        *("--workers-kill-timeout", "15", "--log-level", "warning"),
        # No access log: addresses of pages hold one-time tokens and names of cases.
        *("--no-access-log", "ortaq.config.wsgi:application"),
    ]
    return [
        Program("web", web, surroundings),
        Program("worker", word("work"), surroundings, grace=25),
    ]


def _metrics(env: Env, surroundings: dict[str, str]) -> Program:
    """Return the last child. Its port is chosen now: preparing may have taken minutes."""
    port = checks.next_free("127.0.0.1", env.metrics_port)
    if port != env.metrics_port:
        say(f"port {env.metrics_port} is taken; metrics stand on {port}")
    return Program("metrics", word("metrics", "--port", str(port)), surroundings, grace=5)


def _is_ready(plan: Plan, supervisor: Supervisor) -> bool:
    """Wait until the web server answers; False when asked to stop meanwhile."""
    deadline = time.monotonic() + READY_WITHIN
    web = supervisor.programs[0]
    while not supervisor.is_asked_to_stop:
        if web.process is None or web.process.poll() is not None:
            raise StartError("The web server ended at once; what it says stands above.")
        if _answers(plan):
            return True
        if time.monotonic() > deadline:
            raise StartError(
                f"The web server does not answer on port {plan.port} after {READY_WITHIN:.0f} s; "
                "look at what it says above."
            )
        supervisor.pause(0.1)
    return False


def _answers(plan: Plan) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(plan.host, plan.host)  # noqa: S104
    connection = http.client.HTTPConnection(host, plan.port, timeout=10)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status < 500  # noqa: PLR2004
    except OSError:
        return False
    finally:
        connection.close()


def _notify(state: str) -> None:
    """Tell systemd, when it started us and asked to be told (Type=notify)."""
    if not (address := os.environ.get("NOTIFY_SOCKET")):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.sendto(state.encode(), address.replace("@", "\0", 1))
