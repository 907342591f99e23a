// Opens what the operator names: the export, by the reader of its format, with its keys; and the
// map of people.
import { CommandError } from "../../../scripts/lib/project.ts";
import { askAtTerminal } from "../../../scripts/lib/read-password.ts";
import { type EncFile, readEncFile } from "./crypt/enc-file.ts";
import { readEduid } from "./formats/eduid.ts";
import { readPrivacyIdeaPi } from "./formats/privacyidea-pi.ts";
import { EDUMFA, PRIVACYIDEA, readPrivacyIdeaSql } from "./formats/privacyidea-sql.ts";
import { readStepupJson, readStepupSql } from "./formats/stepup.ts";
import { readTiqrEdgeJson } from "./formats/tiqr-edge-json.ts";
import { readEduMfaYaml, readPrivacyIdeaYaml } from "./formats/token-yaml.ts";
import type { ImportFormat, ImportOptions } from "./options.ts";
import { type Logins, type MapRow, personKey } from "./prepare/person.ts";
import { type Foreign, type ForeignRecord, UnreadableExport } from "./record.ts";
import { bytesOf, filesIn, isBlank, openTables, piecesOf } from "./sources.ts";
import { readCsvRows } from "./text/csv.ts";

/** @throws CommandError when the file, or one of its keys, cannot be used. */
export async function openExport(options: ImportOptions): Promise<Foreign> {
  if (isBlank(options.file)) throw new UnreadableExport(`${options.file} is empty.`);
  const opened = await open(options);
  return { ...opened, records: notEmpty(opened.records, options.file) };
}

/**
 * An export that broke off before its first token must not look like one whose tokens have all
 * come.
 */
function notEmpty(records: Iterable<ForeignRecord>, file: string): Iterable<ForeignRecord> {
  const rest = records[Symbol.iterator]();
  let next = rest.next();
  if (next.done) throw new UnreadableExport(`${file} holds no tokens.`);
  return (function* () {
    for (; !next.done; next = rest.next()) yield next.value;
  })();
}

async function open(options: ImportOptions): Promise<Foreign> {
  const { file, from, clock } = options;
  const pieces = () => piecesOf(file);
  switch (from) {
    case "privacyidea-pi": {
      const key = await secretText(options.keyFile, "Key of the export: ");
      return readPrivacyIdeaPi(pieces, key, { encFile: await encFileOf(options), clock });
    }
    case "privacyidea-yaml":
      return readPrivacyIdeaYaml(pieces, { encFile: await encFileOf(options), clock });
    case "edumfa-yaml":
      return readEduMfaYaml(pieces, { encFile: undefined, clock });
    case "privacyidea-sql":
    case "edumfa-sql": {
      const product = from === "edumfa-sql" ? EDUMFA : PRIVACYIDEA;
      const encFile = await encFileOf(options);
      if (!encFile)
        throw new CommandError(`${product.name}'s tables are encrypted: give --enc-file, its ${product.keyFile}.`);
      const tables = openTables(file);
      return { ...readPrivacyIdeaSql(tables, product, { encFile, clock }), close: () => tables.close() };
    }
    case "stepup-sql": {
      const tables = openTables(file);
      return { ...readStepupSql(tables, keysOf(options.keys)), close: () => tables.close() };
    }
    case "stepup-json":
      return readStepupJson(filesIn(file), keysOf(options.keys));
    case "eduid": {
      const secret = await secretText(options.keyFile, "encryptionSecret: ");
      return readEduid(pieces, secret);
    }
    case "tiqr-edge-json": {
      const key = await secretText(options.keyFile, "Key of the export: ");
      return readTiqrEdgeJson(pieces, key);
    }
  }
}

/** The text of a file, without the line break at its end, or what a person enters. */
export const secretText = async (file: string | undefined, question: string): Promise<string> =>
  file === undefined
    ? askAtTerminal(question)
    : bytesOf(file)
        .toString("utf8")
        .replace(/\r?\n$/, "");

async function encFileOf({ encFile, encPasswordFile }: ImportOptions): Promise<EncFile | undefined> {
  if (encFile === undefined) return undefined;
  const bytes = bytesOf(encFile);
  const isEncrypted = bytes.length > 100;
  const password = isEncrypted ? await secretText(encPasswordFile, "Password of the encryption file: ") : undefined;
  return readEncFile(bytes, password);
}

function keysOf(file: string | undefined): ReadonlyMap<string, string> {
  if (file === undefined) return new Map();
  let keys: unknown;
  try {
    keys = JSON.parse(bytesOf(file).toString("utf8"));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    // The message of JSON.parse quotes the text, which holds keys.
    throw new CommandError(`${file} is no JSON.`);
  }
  const isMapping = typeof keys === "object" && keys !== null && !Array.isArray(keys);
  const entries = isMapping ? Object.entries(keys as object) : [];
  if (!isMapping || !entries.every(([, key]) => typeof key === "string" && /^([0-9a-fA-F]{2})+$/.test(key)))
    throw new CommandError(`${file} must be {"<key id>": "<hex>"}.`);
  return new Map(entries.map(([id, key]) => [id.toLowerCase(), key as string]));
}

/** The map of people (--logins). Its columns depend on what the server knows people by. */
export function readLogins(path: string, from: ImportFormat): Logins {
  const hasResolvers = /^(privacyidea|edumfa)-/.test(from);
  const wanted = hasResolvers ? ["resolver", "uid", "login", "realm"] : ["userid", "user", "realm"];
  const map = new Map<string, MapRow[]>();
  for (const { line, row } of readCsvRows(piecesOf(path))) {
    if (!wanted.every((name) => Object.hasOwn(row, name)))
      throw new CommandError(`${path} must have the columns ${wanted.join(",")}.`);
    const [key, login] = hasResolvers
      ? [personKey(row.resolver ?? "", row.uid ?? ""), row.login]
      : [row.userid ?? "", row.user];
    if (key === "" || !login) throw new CommandError(`${path} line ${line}: a person and a login are needed.`);
    const rows = map.get(key) ?? [];
    rows.push({ login, realm: row.realm?.trim() || undefined });
    map.set(key, rows);
  }
  if (map.size === 0) throw new CommandError(`${path} is empty: it names nobody.`);
  return map;
}
