"""A DM server that is Python's http.server, with a Data Repository at the same place.

usage: server.py draft|published

It prints its port, then a line for every request, and `done` when a session at /dm has gone as it should; what is wrong is
told instead. At another path the path is what goes wrong with the answer to Package#1.
"""

import http.server
import json
import sys
import time

DRAFT = sys.argv[1] == "draft"
PACKAGE2 = "application/dm20" if DRAFT else "application/vnd.oma.dm.request+json"
PACKAGE3 = "application/dm20status" if DRAFT else "application/vnd.oma.dm.response+json"
MO = "application/vnd.oma.dm.mo+json"
DEVICE = "X-OMADMDevID" if DRAFT else "OMADM-DevID"
DOCUMENT = '[{"ClientURI":"urn:oma:mo:mms:1.0//","MOData":{"MMS":{"Port":80}}}]'


def packages(home):
    """What is sent, and what is expected for it."""
    if DRAFT:
        return [
            (
                f"INCLUDE urn:oma:mo:oma-dm-devinfo:1.0//Man\r\nFROB x\r\nGET {home}new-mo\r\n",
                "200\r\n501\r\n200 urn:oma:mo:mms:1.0//\r\n",
            ),
            (f"PUT {home}backup urn:oma:mo:mms:1.0//\r\nCONT {home}elsewhere\r\n", "200\r\n200\r\n"),
            ("DELETE urn:oma:mo:mms:1.0//\r\nEND\r\n", None),
        ]
    return [
        (
            f'{{"CMD":[["GET","urn:oma:mo:oma-dm-devinfo:1.0//Man"],["FROB","x"],["HGET","{home}new-mo"]]}}',
            '{"Status":[{"sc":200},{"sc":501},{"sc":200,"URI":["urn:oma:mo:mms:1.0//"]}]}',
        ),
        (
            f'{{"CMD":[["SUB","{home}watch","urn:oma:mo:mms:1.0//"],["HPUT","{home}backup","urn:oma:mo:mms:1.0//"],'
            f'["CONT","{home}elsewhere"]]}}',
            '{"Status":[{"sc":200},{"sc":200},{"sc":200}]}',
        ),
        ('{"CMD":[["DELETE","urn:oma:mo:mms:1.0//Port"],["END"]]}', None),
    ]


class Wrong(Exception):
    pass


def check(what, found, expected):
    if found != expected:
        raise Wrong(f"{what}: {found!r} instead of {expected!r}")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    turn = 0

    def log_message(self, *_):
        pass

    def handle_request(self, inner):
        print(self.command, self.path, flush=True)
        try:
            inner()
        except Wrong as wrong:
            print(f"wrong: {wrong}", flush=True)
            self.answer(500, "text/plain", "wrong")

    def do_GET(self):
        self.handle_request(self.get)

    def do_PUT(self):
        self.handle_request(self.put)

    def do_POST(self):
        self.handle_request(self.post)

    def get(self):
        check("path", self.path, "/new-mo")
        self.answer(200, MO, DOCUMENT)

    def put(self):
        check("Content-Type", self.headers["Content-Type"], MO)
        expected = {"/backup": DOCUMENT, "/watch": DOCUMENT.replace('"Port":80', "")}
        check(self.path, self.body(), expected.get(self.path))
        self.answer(201, None, "")
        # SUB's, which comes after the last package.
        if self.path == "/watch":
            print("done", flush=True)

    def post(self):
        body = self.body()
        check(DEVICE, self.headers[DEVICE], "IMEI:356938035643809")
        accept = "application/dm20, application/tnds20" if DRAFT else PACKAGE2
        check("Accept", self.headers["Accept"], accept)
        todo = packages(f"http://127.0.0.1:{self.server.server_port}/")
        if Handler.turn == 0:
            self.package1(body)
            if self.path != "/dm":
                return self.misbehave(self.path.strip("/"), todo[0][0])
        else:
            self.package3(body, todo[Handler.turn - 1][1])
        check("path", self.path, "/elsewhere" if Handler.turn == 2 else "/dm")
        self.answer(200, PACKAGE2, todo[Handler.turn][0])
        Handler.turn += 1
        if Handler.turn == len(todo) and DRAFT:
            print("done", flush=True)

    def package1(self, body):
        media_type, parts = self.parts(body)
        check("Package#1", media_type, "application/vnd.oma.dm.initiation+json")
        package = json.loads(parts[0])
        check("Alert", package["Alert"], [{"AlertType": "urn:oma:at:dm:2.0:ClientInitiatedMgmt"}])
        check("MOID", package["MOS"][0]["MOID"], "urn:oma:mo:oma-dm-devinfo:1.0")
        check("DevInfo", json.loads(parts[1])[0]["MOData"]["DevInfo"]["DevID"], "IMEI:493005100592800")

    def package3(self, body, expected):
        media_type, parts = self.parts(body)
        check("Package#3", media_type, PACKAGE3)
        check("statuses", parts[0], expected)
        if Handler.turn == 1:
            data = [{"ClientURI": "urn:oma:mo:oma-dm-devinfo:1.0//Man", "MOData": {"Man": "Example Mobile"}}]
            check("data", json.loads(parts[1]), data)

    def parts(self, body):
        """The media type of the first part, and all parts."""
        media_type = self.headers["Content-Type"]
        if not media_type.startswith("multipart/mixed;boundary="):
            return media_type, [body]
        boundary = media_type.split("=", 1)[1].strip('"')
        pieces = body.split(f"--{boundary}")
        check("parts", (pieces[0], pieces[-1]), ("", "--\r\n"))
        found = [piece.split("\r\n\r\n", 1) for piece in pieces[1:-1]]
        first = found[0][0].split(":", 1)[1].strip()
        return first, [part.removesuffix("\r\n") for _, part in found]

    def body(self):
        if self.headers["Content-Length"] is None:
            raise Wrong("no Content-Length")
        return self.rfile.read(int(self.headers["Content-Length"])).decode()

    def answer(self, status, media_type, body, more=()):
        data = body.encode()
        self.send_response(status)
        if media_type:
            self.send_header("Content-Type", media_type)
        for name, value in more:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def misbehave(self, mode, package):
        if mode == "slow":
            time.sleep(1.5)
            self.answer(200, PACKAGE2, package)
        elif mode == "redirect":
            self.answer(301, None, "", [("Location", "http://127.0.0.1:9/")])
        elif mode == "error":
            self.answer(500, "text/html", "<p>Oops")
        elif mode == "html":
            self.answer(200, "text/html", "<p>Welcome")
        elif mode == "big":
            self.answer(200, PACKAGE2, package.replace("x", "x" * (10 << 20)))
        elif mode == "empty":
            self.answer(200, None, "")
        elif mode == "broken":
            self.answer(200, PACKAGE2, package[:-4] + "\x01")
        elif mode == "cut":
            self.send_response(200)
            self.send_header("Content-Type", PACKAGE2)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(package.encode())
            self.close_connection = True
        elif mode == "silent":
            self.close_connection = True
        else:
            raise Wrong(f"no mode {mode}")


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
