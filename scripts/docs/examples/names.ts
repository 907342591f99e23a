// The names under which later calls use parts of earlier replies. docs/api-examples.md lists those
// of its calls.
import { readLoginQrText } from "../../../src/tiqr/urls.ts";
import { type ExampleReply, jsonIn } from "./block.ts";

export type Names = Readonly<Record<string, string>>;

export function namesIn(reply: ExampleReply): Names {
  // biome-ignore lint/suspicious/noExplicitAny: replies are looked into freely
  const { detail, result, service, schemas, id } = (jsonIn(reply) ?? {}) as any;
  const [, enrolmentId] = reply.headers.find(([name]) => name.toLowerCase() === "tiqr-enrollment-id") ?? [];
  const values: Readonly<Record<string, unknown>> = {
    TOKEN: result?.value?.token,
    ID: detail?.transaction_id,
    TICKET: detail?.ticket,
    SERIAL: detail?.serial,
    ENROLMENT: enrolmentId,
    ENROLMENT_QR: detail?.tiqrenroll?.value,
    SESSION: /session=([\w-]+)/.exec(detail?.tiqrenroll?.value ?? "")?.[1],
    ENROLMENT_SESSION: /session=([\w.-]+)/.exec(service?.enrollmentUrl ?? "")?.[1],
    LOGIN_QR: detail?.attributes?.value,
    SESSION_KEY: readLoginQrText(detail?.attributes?.value ?? "")?.sessionKey,
    ATTEMPT_ID: result?.value?.challenges?.[0]?.transaction_id,
    ROW: result?.value?.auditdata && String(result.value.auditdata.at(-2)?.number),
    ENDPOINT: result?.value?.secret && result.value.url && result.value.id,
    KEY_ID: result?.value?.key && result.value.id,
    JOB: Object.keys(result?.value ?? {}).join() === "id" ? result.value.id : undefined,
    LINK_ID: detail?.link && detail.id,
    UNDO_ID: detail?.undo,
    CLIENT_ID: result?.value?.client_id,
    PERSON_ID: schemas?.[0]?.endsWith("core:2.0:User") ? id : undefined,
    GROUP_ID: schemas?.[0]?.endsWith("core:2.0:Group") ? id : undefined,
    CLIENT_SECRET: result?.value?.client_secret,
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
