// The storage work of an enrolment's three steps, and PBKDF2 and the QR code of the first. No
// right, session or secret is checked.

import { qrDataUri } from "../../src/web/qr/image.ts";
import { auditRow, IF_CHANGED } from "./audit.ts";
import type { Floor } from "./bindings.ts";
import { deriveHash } from "./pin.ts";

const REALM = "default";
const SUITE = "OCRA-1:HOTP-SHA256-8:QH10-S064";
const VALIDITY_MS = 600_000;

export async function init({ env }: Floor, form: URLSearchParams): Promise<Response> {
  const { DB } = env;
  const user = form.get("user") ?? "";
  const serial = `TiQR${crypto.randomUUID().slice(0, 8)}`;
  const session = crypto.randomUUID();
  const nowMs = Date.now();
  const hash = `${"k".repeat(8)}.${await deriveHash(form.get("pin") ?? "", serial)}`;
  await DB.batch([
    DB.prepare("SELECT rights FROM admin WHERE name = 'admin'"),
    DB.prepare(
      `INSERT INTO token (serial, generation, user, realm, description, active, revoked, rollout_state, max_fail, suite,
         sealed_pin, session_hash, session_expires_at_ms, session_uses, created_at_ms, assigned_at_ms)
       VALUES (?1, 1, ?2, '${REALM}', '', 1, 0, 'clientwait', 1000, '${SUITE}', ?3, ?4, ?5, 0, ?6, ?6) RETURNING id`,
    ).bind(serial, user, hash, session, nowMs + VALIDITY_MS, nowMs),
    auditRow(DB, { event: "TOKEN_INIT", serial, user, realm: REALM }, IF_CHANGED),
    DB.prepare(
      `INSERT INTO user (name, realm, created_at_ms) VALUES (?1, '${REALM}', ?2) ON CONFLICT (realm, name) DO NOTHING`,
    ).bind(user, nowMs),
    DB.prepare("DELETE FROM lock WHERE token_id = (SELECT id FROM token WHERE serial = ?1)").bind(serial),
  ]);
  const value = `tiqrenroll://${env.PUBLIC_URL}/ttype/tiqr?action=metadata&session=${session}&serial=${serial}`;
  return Response.json({ detail: { serial, tiqrenroll: { value, img: await qrDataUri(value, "png") } } });
}

export async function metadata(floor: Floor, serial: string, session: string): Promise<Response> {
  const { DB, PUBLIC_URL } = floor.env;
  const authenticationUrl = `${PUBLIC_URL}/ttype/tiqr`;
  const [used] = await DB.batch<{ user: string; realm: string; suite: string }>([
    DB.prepare(
      `UPDATE token SET session_uses = session_uses + 1, authentication_url = ?3
       WHERE serial = ?1 AND session_hash = ?2 AND NOT revoked RETURNING user, realm, suite`,
    ).bind(serial, session, authenticationUrl),
    DB.prepare("SELECT 1 FROM token WHERE serial = ?1").bind(serial),
  ]);
  const [row] = used?.results ?? [];
  if (!row) return new Response("no such session", { status: 400 });
  floor.afterwards(() => floor.env.ENROLLMENT.getByName(session).ring());
  floor.afterwards(() => auditRow(DB, { ...row, event: "ENROLLMENT_FETCHED", serial }).run());
  const { hostname } = new URL(PUBLIC_URL);
  return Response.json({
    service: {
      displayName: "floor",
      identifier: hostname,
      logoUrl: `${PUBLIC_URL}/logo.png`,
      infoUrl: PUBLIC_URL,
      authenticationUrl,
      ocraSuite: row.suite,
      enrollmentUrl: `${PUBLIC_URL}/ttype/tiqr?action=enrollment&session=${session}&serial=${serial}`,
    },
    identity: { identifier: `${row.user}_${row.realm}`, displayName: row.user },
  });
}

export async function enrolment(
  floor: Floor,
  serial: string,
  session: string,
  form: URLSearchParams,
): Promise<Response> {
  const { DB } = floor.env;
  const [enrolled] = await DB.batch<{ user: string; realm: string }>([
    DB.prepare(
      `UPDATE token SET rollout_state = 'enrolled', sealed_secret = ?3
       WHERE serial = ?1 AND session_hash = ?2 AND rollout_state = 'clientwait' AND NOT revoked RETURNING user, realm`,
    ).bind(serial, session, `${"k".repeat(8)}.${form.get("secret")}`),
    auditRow(DB, { event: "TOKEN_ENROLLED", serial, user: serial, realm: REALM }, IF_CHANGED),
    DB.prepare("SELECT 1 FROM token WHERE serial = ?1").bind(serial),
  ]);
  if (!enrolled?.results.length) return new Response("no such session", { status: 400 });
  floor.afterwards(() => floor.env.ENROLLMENT.getByName(session).ring());
  return new Response("OK");
}
