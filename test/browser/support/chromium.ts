// Headless Chromium from the registry (@sparticuz/chromium, Linux x64), with everything it needs:
// fonts, and libraries that a bare Debian lacks (NSS, expat). It is unpacked once, into
// node_modules/.cache. The package itself would leave it in /tmp, and if two tests started at once,
// one would find half a file there.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflate } from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";
import { inProject } from "../../../scripts/lib/project.ts";

const packed = inProject("node_modules/@sparticuz/chromium");

/**
 * Uses the only font of the package under its own name and the generic ones, so that letters are
 * the same on every machine.
 */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;

/** The folder with all of it. If several processes unpack at once, the first one wins. */
export async function unpack(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packed, "package.json"), "utf8"));
  const cache = inProject("node_modules/.cache");
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, "chromium-unpacking-"));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = fresh; // inflate() unpacks here
  try {
    await Promise.all(
      ["chromium.br", "fonts.tar.br", "al2023.tar.br"].map((file) => inflate(join(packed, "bin", file))),
    );
    writeFileSync(join(fresh, "fonts/fonts.conf"), fontsConf(folder));
    renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}

let running: Promise<Browser> | undefined;

/** The Chromium of this process, for all its test files. Whoever opens a window closes it. */
export async function sharedChromium(): Promise<Browser> {
  if (!(await running)?.isConnected()) running = launchChromium();
  return running as Promise<Browser>;
}

/** One of its own, with these arguments. */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const folder = await unpack();
  // Chromium leaves files here even when it ends properly.
  const scratch = mkdtempSync(join(tmpdir(), "browser-scratch-"));
  const browser = await chromium.launch({
    executablePath: join(folder, "chromium"),
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", ...args],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, "al2023/lib"),
      FONTCONFIG_PATH: join(folder, "fonts"),
      TMPDIR: scratch,
    } as Record<string, string>,
  });
  const clear = () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  browser.on("disconnected", clear);
  process.on("exit", clear);
  return browser;
}
