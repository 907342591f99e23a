// The service under test. An operation is requested over HTTP, and the reply is written as a line
// (reply-lines.ts). This keeps the values that the model knows only by number: sessions,
// transaction_ids, links. Each run uses its own names, which are removed from every reply.

import { vi } from "vitest";
import { ADMIN_PASSWORD } from "../support/admin-password.ts";
import { sessionKeyIn } from "../support/login.ts";
import { post, type Reply, request } from "../support/service.ts";
import type { ModelSubject, NumberedOperation, Operation } from "./operations.ts";
import { replyLine, tokenLine } from "./reply-lines.ts";
import { responseTo, secretHex, suiteOfSerial } from "./responses.ts";

/** In the right form, but never made by the service. */
const MADE_UP = { id: "12345678901234567890", link: "", serials: "" };

let runs = 0;

export class RealService {
  readonly #prefix = `r${++runs}-`;
  readonly #admin: Record<string, string>;
  readonly #sessions = new Map<number, string>();
  /** The serial of the token into which each secret was pushed. */
  readonly #suites = new Map<number, string>();
  readonly #transactions = new Map<number, { readonly id: string; readonly link: string; readonly serials: string }>();

  readonly #over = new Map<number, string>();

  private constructor(admin: Record<string, string>) {
    this.#admin = admin;
  }

  /** Time begins at the real time, because alarms follow that and must find nothing due. */
  static async begin(): Promise<RealService> {
    vi.setSystemTime(vi.getRealSystemTime());
    const { json } = await post("/auth", { username: "admin", password: ADMIN_PASSWORD });
    return new RealService({ "PI-Authorization": json.result.value.token });
  }

  async ask({ number, operation }: NumberedOperation): Promise<string> {
    switch (operation.ask) {
      case "init":
        return this.#init(number, operation);
      case "metadata":
        return this.#metadata(number, operation);
      case "enrol": {
        const query = this.#sessionQuery("enrollment", operation);
        this.#suites.set(number, suiteOfSerial(operation.serial));
        return this.#phone(query, { secret: secretHex(number), operation: "register" }, operation.protocol);
      }
      case "check":
        return this.#open(number, "/validate/check", { ...this.#named(operation), pass: operation.pin }, {});
      case "trigger":
        return this.#open(number, "/validate/triggerchallenge", this.#named(operation), this.#admin);
      case "answer": {
        const [{ link }, response] = [this.#transaction(operation), await this.#response(operation)];
        const sessionKey = link === "" ? MADE_UP.id : sessionKeyIn(link);
        return this.#phone("", { sessionKey, userId: "x", response, operation: "login" }, operation.protocol);
      }
      case "respond": {
        const [{ id }, response] = [this.#transaction(operation), await this.#response(operation)];
        return this.#api("/validate/check", { ...this.#named(operation), transaction_id: id, response });
      }
      case "poll":
        return this.#heard(
          await request(`/validate/polltransaction?transaction_id=${this.#transaction(operation).id}`),
        );
      case "finalize":
        return this.#api("/validate/check", {
          ...this.#named(operation),
          transaction_id: this.#transaction(operation).id,
        });
      case "cancel":
        return this.#delete(`/token/challenges/transaction/${this.#transaction(operation).id}`);
      case "setpin":
        return this.#api("/token/setpin", { ...this.#named(operation), otppin: operation.pin });
      case "set":
        return this.#api("/token/set", { ...this.#named(operation), max_failcount: String(operation.maxFail) });
      case "assign":
        return this.#api("/token/assign", { ...this.#named(operation), ...pinOf(operation) });
      case "delete":
        return this.#delete(`/token/${this.#prefix}${operation.serial}`);
      case "forget":
        return this.#delete(`/user/realm1/${this.#prefix}${operation.user}`);
      case "pass":
        vi.setSystemTime(Date.now() + operation.seconds * 1000);
        return "";
      default:
        return this.#api(`/token/${operation.ask}`, this.#named(operation));
    }
  }

  /**
   * As `lookAt` of the model. Transactions that had ended at the last look are looked at again only
   * with `all`, because each costs a request.
   */
  async look(all = false): Promise<string[]> {
    const listing = request(`/token/?serial=${this.#prefix}*&sortby=id`, { headers: this.#admin });
    const transactions = [...this.#transactions].sort(([a], [b]) => a - b);
    const polling = transactions.map(async ([number, { id }]) => {
      const before = this.#over.get(number);
      if (before !== undefined && !all) return before;
      const { transaction_state: state } = (await request(`/validate/polltransaction/${id}`)).json.detail;
      const line = `#${number} ${state}`;
      if (state !== "open" && state !== "answered") this.#over.set(number, line);
      return line;
    });
    const [listed, ...polled] = await Promise.all([listing, ...polling]);
    const { tokens } = JSON.parse(this.#bare(listed.text)).result.value;
    return [...tokens.map(tokenLine), ...polled];
  }

  async #init(number: number, { user, serial, ...options }: Extract<Operation, { ask: "init" }>): Promise<string> {
    const fields = {
      ...this.#named({ user, serial }),
      type: "tiqr",
      ocrasuite: suiteOfSerial(serial),
      ...pinOf(options),
    };
    const reply = await post("/token/init", fields, this.#admin);
    const link: string | undefined = reply.json.detail?.tiqrenroll?.value;
    if (link) this.#sessions.set(number, new URL(link.slice("tiqrenroll://".length)).searchParams.get("session") ?? "");
    return this.#heard(reply);
  }

  async #metadata(number: number, operation: Extract<Operation, { ask: "metadata" }>): Promise<string> {
    const reply = await request(`/ttype/tiqr${this.#sessionQuery("metadata", operation)}`);
    if (reply.status !== 200) return this.#heard(reply);
    const { service, identity } = JSON.parse(this.#bare(reply.text));
    this.#sessions.set(number, new URL(service.enrollmentUrl).searchParams.get("session") ?? "");
    return `200 ${identity.identifier}`;
  }

  async #open(
    number: number,
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string>,
  ): Promise<string> {
    const reply = await post(path, fields, headers);
    const { transaction_id: id, attributes, multi_challenge: all } = reply.json.detail ?? {};
    const serials = JSON.stringify(all?.map(({ serial }: { serial: string }) => serial));
    if (id) this.#transactions.set(number, { id, link: attributes.value, serials });
    return this.#heard(reply);
  }

  async #phone(query: string, fields: Record<string, string>, protocol: 1 | 2): Promise<string> {
    const headers: Record<string, string> = protocol === 2 ? { "X-TIQR-Protocol-Version": "2" } : {};
    const { status, text, json } = await post(`/ttype/tiqr${query}`, fields, headers);
    // The text beside the number of a refused enrolment is for people.
    return `${status} ${protocol === 1 ? text : JSON.stringify({ ...json, message: undefined })}`;
  }

  /** Sent as an administrator, to which the routes of applications do not object. */
  async #api(path: string, fields: Record<string, string>): Promise<string> {
    return this.#heard(await post(path, fields, this.#admin));
  }

  async #delete(path: string): Promise<string> {
    return this.#heard(await request(path, { method: "DELETE", headers: this.#admin }));
  }

  #heard = ({ status, text }: Reply): string => replyLine(status, this.#bare(text));

  #bare = (text: string): string => text.replaceAll(this.#prefix, "");

  #named({ user, serial }: ModelSubject): Record<string, string> {
    const [whom, which] = [user && { user: this.#prefix + user }, serial && { serial: this.#prefix + serial }];
    return { ...(whom || {}), ...(which || {}) };
  }

  #sessionQuery(action: string, { serial, session }: { serial: string; session: number }): string {
    return `?action=${action}&serial=${this.#prefix}${serial}&session=${this.#sessions.get(session) ?? "made-up"}`;
  }

  #transaction = ({ transaction }: { transaction: number }) => this.#transactions.get(transaction) ?? MADE_UP;

  /**
   * A secret of no token gives a wrong response; and so does the secret of B2, which gets questions
   * it can answer only as a candidate.
   */
  async #response(operation: { readonly transaction: number; readonly secret: number }): Promise<string> {
    const transaction = this.#transaction(operation);
    const suite = this.#suites.get(operation.secret) ?? suiteOfSerial("A1");
    const isKept = suite !== suiteOfSerial("A1") && !transaction.serials.includes("B2");
    return isKept ? "00000000" : responseTo(transaction, operation.secret, suite);
  }
}

const pinOf = ({ pin }: { readonly pin?: string }): Record<string, string> => (pin === undefined ? {} : { pin });
