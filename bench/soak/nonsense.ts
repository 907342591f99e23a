// Makes requests that no client should send: any route, method and encoding, with values that are
// wrong in many ways.

interface Nonsense {
  readonly path: string;
  readonly init: { method: string; headers: Record<string, string>; body?: string };
  /** Send it with the administrator's token; such a request only lists. */
  readonly asAdmin: boolean;
}

type Fields = [name: string, value: string][];

export const digits = (count: number): string =>
  Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join("");
const one = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T;
const chance = (probability: number): boolean => Math.random() < probability;

const PATHS = [
  ...["/", "/health", "/logo.png", "/nowhere", "/..%2f..%2fetc%2fpasswd"],
  ...["/auth", "/auth/rights", "/realm/", "/system/x"],
  ...["/validate/check", "/validate/samlcheck", "/validate/radiuscheck", "/validate/triggerchallenge"],
  ...["/validate/polltransaction", "/validate/polltransaction/%00", "/validate/polltransaction/'--"],
  ...["/ttype/tiqr", "/ttype/TIQR", "/ttype/hotp", "/ttype/%E0%A4%A"],
  ...["/token/init", "/token/setpin", "/token/disable/%25"],
  ...["/token/challenges/transaction/0", "/audit/", "/user/default/nobody"],
];
const LISTS = ["/token/", "/token/challenges/", "/audit/", "/audit/trail.csv", "/user/", "/system/", "/auth/rights"];

/** Well-formed forms about users that do not exist. */
const FORMS: readonly (() => string)[] = [
  () => `user=nobody${digits(3)}&pass=${digits(4)}`,
  () => `user=nobody&transaction_id=${digits(20)}&response=${digits(8)}`,
  () => `sessionKey=${digits(20)}&userId=x&response=${digits(8)}&operation=login`,
  () => `action=metadata&session=${digits(32)}&serial=NONE`,
  () => `action=enrollment&session=${digits(32)}&serial=NONE&secret=${digits(64)}`,
  () => `transaction_id=${digits(20)}`,
  () => "username=nobody&password=x",
  () => "page=1&pagesize=3&sortby=serial&sortdir=asc&outform=csv",
  () => "page=1&page_size=3&sortorder=asc&action=*x*&success=1",
  () => "realm=x&assigned=True&active=False&rollout_state=enrolled&description=*",
];
const NAMES = ["user", "serial", "realm", "state", "pass", "otppin", "type", "__proto__", "constructor", ""];
const VALUES = [
  ...["", " ", "\0", "%", "%zz", "%00", "%c3%28", "'; DROP TABLE token; --", '"', "\\", "<b>", "é", "\u202e", "\ud800"],
  ...["*", "*a".repeat(40), "@", "a@", "@a", "a@b@c", "-1", "0", "1e309", "NaN", "null", "true", "[]", "{}", "0x10"],
  ...["9223372036854775808", "999999999999999999999", "-271821-04-20T00:00Z", "toString", "\r\nX: y", "authentication"],
  ...["9".repeat(400), "x".repeat(1024), "é".repeat(1025), "0".repeat(129)],
];
const ODD_JSON: readonly unknown[] = [null, 0, -1.5, 1e308, true, [], [1], {}, { a: { b: 1 } }, "\ud800"];

/** Takes a form, spoils some of its values and may add a name. */
function fields(): Fields {
  const form = [...new URLSearchParams(one(FORMS)())].map(([name, value]): Fields[number] => [
    name,
    chance(0.25) ? one(VALUES) : value,
  ]);
  return chance(0.4) ? [...form, [one(NAMES), one(VALUES)]] : form;
}

type Body = { body: string; type: string };
const BODIES: readonly (() => Body | Promise<Body>)[] = [
  () => ({ body: new URLSearchParams(fields()).toString(), type: "application/x-www-form-urlencoded" }),
  () => ({ body: JSON.stringify(Object.fromEntries(fields())), type: "application/json" }),
  () => ({
    body: JSON.stringify(Object.fromEntries(fields().map(([name]) => [name, one(ODD_JSON)]))),
    type: "application/json",
  }),
  () => ({
    body: one(["{", "[]", "null", '"x"', "[".repeat(9000), '{"user":"\\ud800"}', ""]),
    type: "application/json",
  }),
  () => ({ body: one(["%", "&&==&", "a=%u0041", "user=a&user=&user=b"]), type: "application/x-www-form-urlencoded" }),
  () => ({ body: "x".repeat(70_000), type: one(["application/json", "application/x-www-form-urlencoded"]) }),
  () => ({ body: "no boundary", type: "multipart/form-data" }),
  () => ({ body: "--x\r\nContent-Disposition: form-data; name=user\r\n\r\n", type: "multipart/form-data; boundary=x" }),
  () => ({ body: "user=a", type: "text/plain; charset=utf-16" }),
  async () => {
    const form = new FormData();
    for (const [name, text] of fields()) form.append(name, chance(0.2) ? new Blob([text]) : text);
    // fetch sends a form in several pieces, and a server that refuses the first closes the
    // connection. So send it in one piece.
    const whole = new Response(form);
    return { type: whole.headers.get("Content-Type") ?? "", body: await whole.text() };
  },
];

export async function nonsense(): Promise<Nonsense> {
  const asAdmin = chance(0.3);
  const method = asAdmin ? "GET" : one(["GET", "GET", "POST", "POST", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"]);
  const query = chance(0.1) ? one(VALUES) : new URLSearchParams(fields()).toString();
  const path = `${one(asAdmin ? LISTS : PATHS)}${asAdmin || method === "GET" || chance(0.3) ? `?${query}` : ""}`;
  const headers: Record<string, string> = {};
  if (chance(0.3)) headers["PI-Authorization"] = one(["e30.e30.e30", "Bearer", digits(30), "a.b.c.d"]);
  if (chance(0.3)) headers["X-TIQR-Protocol-Version"] = one(["2", "1", "x", "-1", "99999999999"]);
  if (method === "GET" || method === "HEAD") return { path, init: { method, headers }, asAdmin };
  const { body, type } = await one(BODIES)();
  return { path, init: { method, body, headers: { ...headers, "Content-Type": type } }, asAdmin };
}
