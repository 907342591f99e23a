// The arguments of `npm run import`. Keys are in files or asked for, because other users of the
// machine can read arguments.
import { fileIn, readArguments } from "../../../scripts/lib/arguments.ts";
import { placeOf, placeOptions } from "../database/database.ts";
import { clockIn, type LocalClock } from "./validity.ts";

export const formats = [
  "privacyidea-pi",
  "privacyidea-yaml",
  "privacyidea-sql",
  "edumfa-yaml",
  "edumfa-sql",
  "stepup-sql",
  "stepup-json",
  "eduid",
  "tiqr-edge-json",
] as const;
export type ImportFormat = (typeof formats)[number];

const pinWords = ["carry", "none", "link"] as const;
/**
 * `carry` takes the PIN over, `none` drops it. `link` makes an enrolment link of a token whose PIN
 * cannot come, and a person chooses a new one there.
 */
export type Pins = (typeof pinWords)[number];

const usage = `Usage: npm run import -- FILE --from ${formats.join("|")} [--key-file K] [--enc-file F [--enc-password-file P]] [--keys K.json] [--logins MAP.csv] [--service-identifier ID] [--authentication-url URL] [--pins carry|none|link] [--realm R] [--time-zone Z] [--rehearse --account NAME [--password-file P]] [--apply] [--report FILE.csv] [--json] and --state DIR or --remote`;

const options = {
  ...placeOptions,
  from: { type: "string" },
  "key-file": { type: "string" },
  "enc-file": { type: "string" },
  "enc-password-file": { type: "string" },
  keys: { type: "string" },
  logins: { type: "string" },
  "service-identifier": { type: "string" },
  "authentication-url": { type: "string" },
  pins: { type: "string" },
  realm: { type: "string" },
  "time-zone": { type: "string" },
  rehearse: { type: "boolean" },
  account: { type: "string" },
  "password-file": { type: "string" },
  apply: { type: "boolean" },
  report: { type: "string" },
  json: { type: "boolean" },
} as const;

function clockOf(timeZone: string | undefined): LocalClock | undefined {
  try {
    return timeZone === undefined ? undefined : clockIn(timeZone);
  } catch {
    throw new Error("--time-zone must be a time zone such as Europe/Berlin.");
  }
}

export type ImportOptions = ReturnType<typeof readImportOptions>;

/** `args`: those of the process, unless given. */
export const readImportOptions = (args = process.argv.slice(2)) =>
  readArguments(
    usage,
    { args, allowPositionals: true, options },
    ({ values, positionals }) => {
      const file = fileIn(positionals);
      const from = formats.find((format) => format === values.from);
      if (!from) throw new Error(`--from must be one of ${formats.join(", ")}.`);
      const pins = pinWords.find((word) => word === (values.pins ?? "carry"));
      if (!pins) throw new Error(`--pins must be one of ${pinWords.join(", ")}.`);
      const serviceIdentifier = values["service-identifier"];
      // Apps compare it as a host name.
      if (serviceIdentifier !== undefined && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(serviceIdentifier))
        throw new Error("--service-identifier must be a host name in lower case.");
      const authenticationUrl = values["authentication-url"];
      if (authenticationUrl !== undefined && !/^https?:$/.test(URL.parse(authenticationUrl)?.protocol ?? ""))
        throw new Error("--authentication-url must be an http or https URL.");
      if (pins === "link" && values.apply && values.report === undefined)
        throw new Error("--pins link makes registration links, which are written to --report FILE.csv: give it.");
      const { account, "password-file": passwordFile } = values;
      if (values.rehearse && !/^(privacyidea|edumfa)-/.test(from))
        throw new Error("--rehearse compares with a server of privacyIDEA or eduMFA.");
      if (values.rehearse && !account)
        throw new Error("--rehearse needs --account NAME, an administrator of that server.");
      if (!values.rehearse && (account ?? passwordFile) !== undefined)
        throw new Error("--account and --password-file belong to --rehearse.");
      return {
        file,
        from,
        place: placeOf(values),
        keyFile: values["key-file"],
        encFile: values["enc-file"],
        encPasswordFile: values["enc-password-file"],
        keys: values.keys,
        logins: values.logins,
        serviceIdentifier,
        authenticationUrl,
        pins,
        realm: values.realm?.toLowerCase(),
        /** Of the other server, for times that name none. */
        clock: clockOf(values["time-zone"]),
        /** Who lists the tokens of the old server, to compare them with what comes. */
        rehearsal: values.rehearse && account ? { account, passwordFile } : undefined,
        apply: values.apply === true,
        report: values.report,
        json: values.json === true,
      };
    },
    1,
  );
