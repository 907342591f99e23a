// npm run try:client -- [--tarball FILE] [RUNTIME ...] Installs the packed client package in a new
// project of each runtime, and signs somebody in there with what its README shows, against the real
// server. It installs the runtimes from the registry. Exit code 1 if one of them does otherwise
// than the others.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { readArguments } from "../lib/arguments.ts";
import { CommandError, giveUp, inProject } from "../lib/project.ts";
import { type EnrolledPerson, Service } from "../lib/service-client.ts";
import { startServer } from "../serve/start-server.ts";
import { outputOf, plainEnvironment } from "./output-of.ts";
import { packClient } from "./pack-client.ts";
import { install, RUNTIMES, type RuntimeProject } from "./runtimes.ts";

const usage = `Usage: npm run try:client -- [--tarball FILE] [${Object.keys(RUNTIMES).join(" | ")} ...]`;

const readRequest = () =>
  readArguments(usage, { options: { tarball: { type: "string" } }, allowPositionals: true }, (parsed) => {
    const { positionals, values } = parsed;
    const unknown = positionals.find((name) => !Object.hasOwn(RUNTIMES, name));
    if (unknown !== undefined) throw new Error(`There is no runtime ${unknown}.`);
    return { tarball: values.tarball, names: positionals.length > 0 ? positionals : Object.keys(RUNTIMES) };
  });

/** What packages/client/trial.ts writes, without links. */
const expected = ({ user, serial }: EnrolledPerson, hasSocket: boolean): string[] => [
  `Welcome ${user}, logged in with ${serial}.`,
  `socket accepted true ${hasSocket ? "by a socket" : "by requests"}`,
  "polls accepted true by requests",
  "long-polls accepted true by requests",
  "wrong-pin",
  "aborted",
  "network",
  user,
  "number",
  "refused",
];

/** Runs the program while the phone answers each link that it writes. */
async function linesOf(
  { command, withWs }: RuntimeProject,
  folder: string,
  file: string,
  args: string[],
  phone: Phone,
) {
  const [program, ...rest] = command;
  const all = [...rest, file, ...args, ...(withWs ? ["ws"] : [])];
  const running = spawn(program, all, { cwd: folder, env: plainEnvironment, stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith("tiqrauth:")) await phone.login(line);
    else lines.push(line);
  }
  if (running.exitCode === null) await once(running, "close");
  return running.exitCode === 0 ? lines : [...lines, `exit code ${running.exitCode}`];
}
type Phone = EnrolledPerson["phone"];

async function tryIn(name: string, folder: string, tarball: string, service: Service): Promise<boolean> {
  mkdirSync(folder);
  const installed = await install(name, folder, tarball);
  for (const file of ["example.ts", "trial.ts"]) copyFileSync(inProject(`packages/client/${file}`), join(folder, file));
  // As the README says of Node 20: compile first.
  const options = "--target es2022 --lib es2022,dom --module nodenext --rewriteRelativeImportExtensions --types".split(
    " ",
  );
  const compile = [inProject("node_modules/.bin/tsc"), ...options, "", "trial.ts"];
  if (installed.compiled) await outputOf(compile, folder);
  const person = await service.enrol(name);
  const { json } = await service.postAsAdmin("/accounts/root/keys", {});
  const args = [service.origin, json.result.value.key, person.user];
  const lines = await linesOf(installed, folder, installed.compiled ? "trial.js" : "trial.ts", args, person.phone);
  const wanted = expected(person, name !== "node-20");
  const differs = wanted.findIndex((line, at) => line !== lines[at]);
  const isWell = differs === -1 && lines.length === wanted.length;
  const why = isWell ? "as it should be" : `expected "${wanted[differs]}", got "${lines[differs] ?? lines.at(-1)}"`;
  console.log(`${name.padEnd(10)} ${installed.version.padEnd(12)} ${why}`);
  return isWell;
}

async function main(): Promise<void> {
  const { tarball, names } = readRequest();
  const isKnown = process.platform === "linux" && process.arch === "x64";
  if (!isKnown) throw new CommandError("The runtimes are installed for Linux x64 alone.");
  const folder = mkdtempSync(join(tmpdir(), "try-client-"));
  const password = randomBytes(18).toString("base64url");
  try {
    const packed = tarball === undefined ? (await packClient(folder)).tarball : resolve(tarball);
    const server = await startServer({
      state: join(folder, "state"),
      env: {
        ...{ MASTER_KEY: randomBytes(32).toString("base64"), BOOTSTRAP_ADMIN: `root:${password}` },
        ...{ RATE_LIMITS: "off", PIN_ITERATIONS: "1000" },
      },
    });
    try {
      const service = new Service(server.origin);
      await service.signIn("root", password);
      const done: boolean[] = [];
      for (const name of names) done.push(await tryIn(name, join(folder, name), packed, service));
      if (done.includes(false)) throw new CommandError("The client package does not do the same everywhere.");
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

await main().catch(giveUp);
