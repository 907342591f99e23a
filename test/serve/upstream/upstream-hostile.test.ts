// In front of a privacyIDEA server: clients that want that server to see another request than this
// one, and a server that wants more of a browser or of this service than an answer. On the wire,
// byte by byte.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withService } from "../support/with-service.ts";

let got: string[] = [];
let says = "";
const OK = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\ntheirs";
const sockets = new Set<Socket>();
const theirs = createServer((socket) => {
  sockets.add(socket);
  let text = "";
  socket.on("error", () => {});
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    const [head, body] = [text.slice(0, end), text.slice(end + 4)];
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    if (end < 0 || body.length < length) return;
    got.push(text);
    text = "";
    socket.end(Buffer.from(says, "latin1"));
  });
});
theirs.listen(0, "127.0.0.1");
await once(theirs, "listening");
afterAll(() => {
  theirs.close();
  for (const socket of sockets) socket.destroy();
});
const service = withService({ UPSTREAM_PRIVACYIDEA: `http://127.0.0.1:${(theirs.address() as AddressInfo).port}` });
beforeAll(async () => {
  await service().init({ user: "here", pin: "1234" });
});
beforeEach(() => {
  [got, says] = [[], OK];
});

/**
 * All that comes back for these bytes. The last request of them asks for the end of the connection.
 */
async function exchange(request: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(service().origin);
  const socket = connect(Number(port), hostname);
  socket.write(request);
  let text = "";
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
  });
  socket.on("error", () => {});
  await once(socket, "close");
  return text;
}
const FORM = "application/x-www-form-urlencoded";
const request = (target: string, headers: Record<string, string> = {}, body = "") =>
  exchange(
    [
      `${target} HTTP/1.1`,
      "Host: login.example.org",
      "Connection: close",
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ...(body === "" ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
      "",
      body,
    ].join("\r\n"),
  );
const statusOf = (answer: string) => Number(answer.slice(9, 12));
const check = (type: string, body: string, query = "", more: Record<string, string> = {}) =>
  request(`POST /validate/check${query}`, { "Content-Type": type, ...more }, body);
const part = (head: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="user"${head}\r\n\r\n${value}\r\n`;

describe("a user of this service is asked for there", () => {
  it.each<[string, () => Promise<string>]>([
    ["by no query before the form", () => check(FORM, "user=there&pass=1", "?user=here")],
    ["by no repeated field", () => check(FORM, "user=there&pass=1&user=here")],
    ["by no repeated query", () => request("GET /validate/check?user=there&user=here&pass=1")],
    ["by no JSON of another type", () => check("text/plain", '{"user":"here","pass":"1"}')],
    ["by no JSON with a suffix", () => check("application/vnd.x+json", '{"user":"here","pass":"1"}')],
    ["by no JSON without a type", () => check("", '{"user":"here","pass":"1"}')],
    ["by no form that is none", () => check(`${FORM}-x`, '{"user":"here","pass":"1","a":"&user=there&b="}')],
    ["by no JSON beside the query", () => check("application/json", '{"user":"there","pass":"1"}', "?user=here")],
    ["by no file", () => check("multipart/form-data; boundary=x", `${part('; filename="f"', "here")}--x--\r\n`)],
    [
      "by no encoded part",
      () =>
        check(
          "multipart/form-data; boundary=x",
          `${part("\r\nContent-Transfer-Encoding: base64", "aGVyZQ==")}--x--\r\n`,
        ),
    ],
    [
      "by no body that is compressed",
      () => check(FORM, gzipSync("user=here").toString("latin1"), "", { "Content-Encoding": "gzip" }),
    ],
    ["by no serial of a token there", () => check(FORM, "transaction_id=1&transaction_id=2&user=there")],
    [
      "by no account's second name",
      () => request("POST /auth?username=root", { "Content-Type": FORM }, "username=other&password=x"),
    ],
  ])("%s", async (_, send) => {
    expect(statusOf(await send())).toBe(400);
    expect(got).toEqual([]);
  });

  it.each([
    "user=here%40realm1&realm=default",
    "user=here%40other&realm=Default",
    "user=%20here",
    "user=here%0A",
    "user=here%1F&realm=default%20",
    `user=here${"%20".repeat(3000)}`,
    "user=default%5Chere",
    "user=x%5Chere&realm=default",
  ])("by no other way of writing the name: %s", async (body) => {
    await check(FORM, `${body}&pass=1`);
    expect(got).toEqual([]);
  });

  it("and all others are, in each of the forms that clients send", async () => {
    const bodies: [string, string][] = [
      [FORM, "user=there&pass=1&user=there"],
      ["application/json; charset=utf-8", '{"user":"there","pass":"1"}'],
      ["multipart/form-data; boundary=x", `${part("", "there")}--x--\r\n`],
    ];
    for (const [type, body] of bodies) expect(await check(type, body)).toContain("theirs");
    expect(got).toHaveLength(3);
  });
});

describe("what a client sends", () => {
  it("is one request, however its length is given", async () => {
    const smuggled = "GET /policy/smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    for (const length of [
      "Content-Length: 4\r\nTransfer-Encoding: chunked",
      "Transfer-Encoding: chunked\r\nContent-Length: 4",
      "Transfer-Encoding: xchunked",
      "Content-Length: 4\r\nContent-Length: 90",
      "Content-Length: +4",
    ])
      await exchange(`POST /policy/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${length}\r\n\r\n0\r\n\r\n${smuggled}`);
    expect(got.filter((text) => !text.startsWith("POST /policy/ "))).toEqual([]);
    for (const text of got) expect(text.split("HTTP/1.1")).toHaveLength(2);
  });

  it("says nothing of the way it came, and brings no cookie of ours along", async () => {
    await request("GET /policy/", {
      ...{
        X_Forwarded_For: "192.0.2.1",
        "X-Forwarded-Host": "evil.example",
        Forwarded: "for=192.0.2.1",
        X_Real_IP: "192.0.2.1",
      },
      ...{ Cookie: "a=b; __Host-session=secret; __Secure-forward-auth=secret; c=d", "TiQR-X": "stays" },
    });
    const [text = ""] = got;
    expect(text).not.toMatch(/192\.0\.2\.1|evil|secret|login\.example\.org/);
    expect(text).toMatch(/^cookie: a=b; +c=d\r$/im);
    expect(text).toMatch(/^tiqr-x: stays\r$/im);
  });

  it("never opens a tunnel, nor a script that stays in the browser", async () => {
    await request("GET /policy/", {
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    });
    expect(got.join()).not.toMatch(/^upgrade:/im);
    got = [];
    expect(statusOf(await request("GET /static/sw.js", { "Service-Worker": "script" }))).toBe(404);
    expect(got).toEqual([]);
  });

  it.each(["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"])("may be a %s with a body", async (method) => {
    const answer = await request(`${method} /policy/x`, { "Content-Type": "text/plain" }, "abc");
    expect(statusOf(answer)).toBe(200);
    expect(got[0]?.startsWith(`${method} /policy/x `)).toBe(true);
    if (method !== "HEAD") expect(got[0]).toMatch(/\r\n\r\nabc$/);
  });
});

describe("what that server answers", () => {
  it("sets no cookie of ours, with or without a name", async () => {
    const cookies = ["a=b", "__Host-session=x", "=__Host-session=x", " = __host-session=x", "__Secure-forward-auth=x"];
    says = OK.replace(
      "\r\n",
      `\r\n${cookies.map((cookie) => `Set-Cookie: ${cookie}; Path=/; Secure`).join("\r\n")}\r\n`,
    );
    const answer = await request("GET /");
    expect(answer.match(/^set-cookie: [^\r]*/gim)).toEqual(["Set-Cookie: a=b; Path=/; Secure"]);
  });

  it("leads nobody anywhere by itself", async () => {
    says =
      "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    const answer = await request("POST /policy/", { "Content-Type": FORM }, "a=b");
    expect([statusOf(answer), got.length]).toEqual([307, 1]);
  });

  it.each([
    ["a hint before it", `HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n${OK}`, [200, 502]],
    [
      "a switch of protocols",
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
      [502],
    ],
    ["a status that is none", OK.replace("200", "999"), [502]],
    ["two lengths", OK.replace("\r\n", "\r\nContent-Length: 5\r\n"), [502]],
    ["a header of a megabyte", OK.replace("\r\n", `\r\nX-Long: ${"x".repeat(1 << 20)}\r\n`), [502]],
  ])("with %s is an answer or a failure, and the service goes on", async (_, text, statuses) => {
    says = text;
    expect(statuses).toContain(statusOf(await request("GET /policy/")));
    expect(statusOf(await request("GET /health"))).toBe(200);
  });

  it("is unpacked no further than an answer may be long", async () => {
    const bomb = gzipSync(Buffer.alloc(256 << 20));
    says = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\nConnection: close\r\n\r\n${bomb.toString("latin1")}`;
    const answer = await request("GET /policy/");
    expect(answer.length).toBeLessThan(33 << 20);
    expect(statusOf(await request("GET /health"))).toBe(200);
  }, 60_000);
});
