"""A small clamd: speaks INSTREAM over a real Unix socket and knows one virus, EICAR."""

import socketserver
import struct
import threading
from contextlib import contextmanager

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        assert command == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            data += self.rfile.read(size)
            if len(data) > self.server.limit:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(data)
        found = b"stream: Win.Test.EICAR_HDB-1 FOUND" if EICAR in data else b"stream: OK"
        self.wfile.write(self.server.answer or found + b"\0")


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    limit = 25 * 1024**2
    answer = None


@contextmanager
def clamd(path, *, limit=_Server.limit, answer=None):
    """Run the server on a socket; yield what it was shown."""
    server = _Server(str(path), _Conversation)
    server.limit, server.answer, server.seen = limit, answer, []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        path.unlink(missing_ok=True)
