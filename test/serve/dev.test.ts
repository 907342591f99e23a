// `npm run dev` on real processes: the requested port, and the moment when it prints the
// administrator's password.
import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "../../scripts/lib/port.ts";
import { makeProject, type Project } from "./support/project.ts";

let project: Project;
let dev: ChildProcess | undefined;
beforeEach(() => {
  project = makeProject();
});
afterEach(async () => {
  if (dev?.exitCode === null && dev.signalCode === null) {
    dev.kill("SIGTERM");
    await once(dev, "close");
  }
  project.remove();
});

/** Starts it, and collects all output, wrangler's included. */
function start(...args: string[]): { readonly said: () => string; readonly saying: (text: string) => Promise<void> } {
  const child = spawn(process.execPath, [project.path("scripts/dev.ts"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  dev = child;
  const ear = new EventEmitter();
  let said = "";
  let ended = false;
  const hears = (text: string) => {
    said += text;
    ear.emit("heard");
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hears);
  child.once("close", () => {
    ended = true;
    ear.emit("heard");
  });
  const saying = async (text: string) => {
    while (!said.includes(text)) {
      if (ended) throw new Error(`it ended without saying ${text}: ${said}`);
      await once(ear, "heard");
    }
  };
  return { said: () => said, saying };
}

const settings = () => readFileSync(project.path(".dev.vars"), "utf8");
const told = async (origin: string) => (await fetch(`${origin}/settings`)).json() as Promise<Record<string, string>>;

describe("npm run dev", { timeout: 180_000 }, () => {
  it("serves on the requested port, and prints the password once that accepts requests", async () => {
    const port = await freePort(0);
    const { said, saying } = start("--port", String(port));
    await saying("not shown again");
    const origin = `http://127.0.0.1:${port}`;
    // There is no second try: when the password is printed, the server listens.
    expect(await told(origin)).toMatchObject({ PUBLIC_URL: origin });
    const [, password = "none"] = /^BOOTSTRAP_ADMIN=admin:(.+)$/m.exec(settings()) ?? [];
    expect(said()).toContain(`Password:      ${password}\n`);
    // Everybody is in one made-up place there, whatever a client claims.
    const seen = async (headers = {}) => (await fetch(`${origin}/place`, { headers })).json();
    const place = await seen();
    expect(place).toEqual({ country: expect.stringMatching(/^[A-Z]{2}$/), asn: expect.any(Number) });
    expect(await seen({ "CF-IPCountry": "RU", "CF-Connecting-IP": "203.0.113.7" })).toEqual(place);
  });

  it("is at its own address on another port in the next run, and keeps an address elsewhere", async () => {
    const [first, second] = [await freePort(0), await freePort(0)];
    for (const [file, address] of [
      [`PUBLIC_URL=http://127.0.0.1:${first}`, `http://127.0.0.1:${second}`],
      ["PUBLIC_URL=https://tunnel.example", "https://tunnel.example"],
    ] as const) {
      writeFileSync(project.path(".dev.vars"), `MASTER_KEY=x\n${file}\nOTHER=kept\n`);
      const { said, saying } = start("--port", String(second));
      await saying("Ready on");
      expect(await told(`http://127.0.0.1:${second}`)).toMatchObject({
        PUBLIC_URL: address,
        MASTER_KEY: "x",
        OTHER: "kept",
      });
      expect(said()).not.toContain("Password");
      dev?.kill("SIGTERM");
      await once(dev as ChildProcess, "close");
    }
  });

  it("says in one line that the port is taken, and neither makes nor prints a password", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { said } = start("--port", String(port));
    const [code] = await once(dev as ChildProcess, "close");
    other.close();
    expect(said()).toBe(`Port ${port} is in use.\n`);
    expect(code).toBe(1);
    expect(existsSync(project.path(".dev.vars"))).toBe(false);
  });

  it("leaves no unprinted password behind if wrangler cannot serve", async () => {
    writeFileSync(project.path("src/index.js"), "this is no worker");
    const { said, saying } = start("--port", "0");
    await saying("ERROR");
    dev?.kill("SIGTERM");
    await once(dev as ChildProcess, "close");
    expect(said()).not.toContain("Password");
    expect(existsSync(project.path(".dev.vars"))).toBe(false);
  });

  it.each([["--port", "x"], ["--port", "65536"], ["--prot", "1"], ["1234"]])(
    "refuses %s %s in one line",
    async (...args) => {
      const { said } = start(...args);
      const [code] = await once(dev as ChildProcess, "close");
      expect(said()).toMatch(/^.*Usage: npm run dev -- --port N\n$/);
      expect(code).toBe(2);
    },
  );
});
