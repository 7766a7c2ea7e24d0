"""A scripted OpenAI-compatible endpoint: a real HTTP server that says what a test wants."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Script:
    """What the endpoint answers next, and what it was asked."""

    def __init__(self):
        self.asked = []
        self.pieces = ["ok"]
        self.status = 200
        self.delay = 0.0
        self.raw = None  # bytes instead of events
        self.usage = None
        self.vectors = None


class Handler(BaseHTTPRequestHandler):
    script = None  # a Script, by a class of its own for each server

    def log_message(self, *args):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.script.asked.append((self.path, body))
        if self.script.status != 200:
            self._say(self.script.status, b'{"error": {"message": "no"}}')
            return
        if self.path.endswith("/embeddings"):
            rows = self.script.vectors or [[3.0, 4.0]] * len(body["input"])
            data = [
                {"object": "embedding", "index": i, "embedding": v} for i, v in enumerate(rows)
            ]
            told = {"object": "list", "data": data, "model": "m", "usage": {}}
            self._say(200, json.dumps(told).encode())
            return
        self._stream()

    def _say(self, status, body, kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            if self.script.raw is not None:
                self.wfile.write(self.script.raw)
                return
            for piece in self.script.pieces:
                time.sleep(self.script.delay)
                self._event({"choices": [{"index": 0, "delta": {"content": piece}}]})
            if self.script.usage:
                self._event({"choices": [], "usage": self.script.usage})
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            pass  # the asker has gone

    def _event(self, said):
        chunk = {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "m",
            **said,
        }
        self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
        self.wfile.flush()


@contextmanager
def endpoint(settings, **values):
    """Serve on a free port, and point the settings at it."""
    script = Script()
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), type("Scripted", (Handler,), {"script": script})
    )
    server.daemon_threads = True
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    ).start()
    address = f"http://127.0.0.1:{server.server_port}/v1"
    settings.AI_CHAT_URL = settings.AI_EMBEDDINGS_URL = address
    settings.AI_CHAT_MODEL = settings.AI_EMBEDDINGS_MODEL = "scripted"
    settings.AI_TIMEOUT = 5
    for name, value in values.items():
        setattr(settings, name, value)
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
