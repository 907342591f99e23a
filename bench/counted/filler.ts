// Fills the database with tokens, users and rows of the trail, as many as a service has after
// years, straight into SQLite. The rows have the shape of real ones, but nothing in them opens or
// verifies, except an old trail (./old-trail.ts). Never to be deployed.
//   POST /?from=A&to=B&all=C&now=MS           adds the rows numbered from A to before B, of C
//   POST /?from=A&to=B&all=C&now=MS&old=with  adds them with an old trail; old=only: that alone
import { writeOldTrail } from "./old-trail.ts";

export { AuditHead } from "../../src/storage/audit/checkpoints/head-object.ts";

const NUMBERS = `WITH RECURSIVE numbers (n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?2)`;

/** Thirty days, over which the rows of the trail are spread. */
const SPAN_MS = 30 * 24 * 3600 * 1000;

const USERS = `INSERT INTO user (realm, name, created_at_ms)
  ${NUMBERS} SELECT 'default', printf('filled%07d', n), ?3 FROM numbers`;

const TOKENS = `INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite,
    sealed_pin, sealed_secret, session_uses, created_at_ms, assigned_at_ms, last_auth_ms)
  ${NUMBERS} SELECT printf('FILL%08X', n), 1, 'default', printf('filled%07d', n), printf('phone %d', n % 97), 1, 0, 'enrolled',
    10, 'OCRA-1:HOTP-SHA256-8:QH10-S064', printf('k0000000.%064d', n), printf('k0000000.%064d', n), 1, ?3, ?3, ?3 FROM numbers`;

/** Three rows make a login: it is opened, answered and finalized. */
const TRAIL = `INSERT INTO audit (id, at_ms, action, success, authentication, serial, user, realm, pseudonym, administrator,
    client, attempt_id, reason, mac, event)
  ${NUMBERS} SELECT printf('%016d', n), ?3 - ${SPAN_MS} + n * ${SPAN_MS} / ?4,
    CASE n % 3 WHEN 1 THEN 'POST /ttype/tiqr' ELSE 'POST /validate/check' END, 1,
    CASE n % 3 WHEN 0 THEN 'CHALLENGE' WHEN 2 THEN 'ACCEPT' ELSE '' END,
    printf('FILL%08X', n / 3), printf('filled%07d', n / 3), 'default', printf('~%016d', n / 3), '', '192.0.2.1',
    printf('%032x', n / 3), '', printf('k0000000.%043d', n),
    CASE n % 3 WHEN 0 THEN 'CHALLENGE_TRIGGERED' WHEN 1 THEN 'CHALLENGE_ANSWERED' ELSE 'LOGIN_SUCCESS' END
  FROM numbers`;

export default {
  async fetch(request, env) {
    const { searchParams } = new URL(request.url);
    const [from = 0, to = 0, all = 0, nowMs = 0] = ["from", "to", "all", "now"].map((name) =>
      Number(searchParams.get(name)),
    );
    const old = searchParams.get("old");
    const { DB } = env;
    if (old !== "only")
      await DB.batch([DB.prepare(USERS).bind(from, to, nowMs), DB.prepare(TOKENS).bind(from, to, nowMs)]);
    if (old) await writeOldTrail(env, from, to, all, nowMs);
    else await DB.prepare(TRAIL).bind(from, to, nowMs, all).run();
    return new Response("filled");
  },
} satisfies ExportedHandler<Env>;
