// The site of the documents: a first page (../home.md), and every page that docs/README.md lists,
// in the order and under the headings there, with a search in the browser. It asks nothing of other
// hosts. A link or picture that leads nowhere fails the build.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";

const root = fileURLToPath(new URL("../../", import.meta.url));
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
const titleOf = (path: string): string => /^# (.+)$/m.exec(textOf(path))?.[1]?.replaceAll("`", "") ?? path;

/** The pages, as paths in the repository. */
const atTheTop = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];
const decisions = readdirSync(join(root, "docs/decisions")).map((file) => `docs/decisions/${file}`);
// Vite looks for the packages of a page next to it or above, so the pages are copied here.
const pages = fileURLToPath(new URL("../pages/", import.meta.url));
rmSync(pages, { recursive: true, force: true });
for (const path of [...atTheTop, "docs"]) cpSync(join(root, path), join(pages, path), { recursive: true });
cpSync(join(root, "site/home.md"), join(pages, "home.md"));
cpSync(join(root, "site/logo.svg"), join(pages, "public/logo.svg"));
cpSync(join(root, "docs/images/login-waiting-light-1280.png"), join(pages, "public/login.png"));

/** VitePress has `index` where a repository has `README`. */
const rewrites = { "home.md": "index.md", "README.md": "about.md", "docs/README.md": "docs/index.md" };
const pageOf = (path: string): string => `/${path}`.replace(/(README)?\.md$/, "");

/** As on GitHub, for which the links between the documents are written. */
const slugify = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");

const sections = textOf("docs/README.md").split(/^## /m).slice(1);
const sidebar = sections.map((section) => ({
  text: section.split("\n")[0],
  items: [...new Set([...section.matchAll(/\]\(([^)#]+\.md)\)/g)].map(([, link = ""]) => join("docs", link)))]
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ text: titleOf(path), link: pageOf(path) })),
}));

/** Links to what is no page, such as a folder of the source, are shown as names. */
function isPage(from: string, href: string): boolean {
  if (/^([a-z]+:|#)/.test(href)) return true;
  const target = relative(root, join(root, dirname(from), href.split("#")[0] ?? ""));
  return (
    atTheTop.includes(target) || /^docs\/.*\.(md|png|svg|jpg)$/.test(target) || (target === "" && href.startsWith("#"))
  );
}

export default defineConfig({
  title: "tiqr-edge",
  description: "A TiQR login service at the edge",
  srcDir: "pages",
  outDir: "dist",
  cacheDir: "node_modules/.cache",
  rewrites,
  cleanUrls: true,
  head: [["link", { rel: "icon", type: "image/svg+xml", href: "/logo.svg" }]],
  vite: {
    build: { chunkSizeWarningLimit: 4000 },
    // VitePress has no setting for it: https://vitepress.dev/guide/extending-default-theme
    resolve: {
      alias: [{ find: /^.*\/VPHome\.vue$/, replacement: fileURLToPath(new URL("./theme/home.ts", import.meta.url)) }],
    },
  },
  markdown: {
    // The usual ones have less than 4.5:1 on our ground.
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    anchor: { slugify },
    config(md) {
      // Vite takes a path for a file only if it begins with a dot.
      md.core.ruler.push("pictures", ({ tokens }) => {
        for (const token of tokens.flatMap((block) => [block, ...(block.children ?? [])]))
          if (token.type.startsWith("html_"))
            token.content = token.content.replace(/src="(?![a-z]+:|[./])/g, 'src="./');
      });
      md.core.ruler.push("only-pages", ({ tokens, env }) => {
        for (const { children } of tokens)
          for (const [index, token] of (children ?? []).entries()) {
            if (token.type !== "link_open" || isPage(env.relativePath, String(token.attrGet("href")))) continue;
            token.tag = "span";
            token.attrs = [["title", String(token.attrGet("href"))]];
            let depth = 1;
            for (const close of (children ?? []).slice(index + 1)) {
              if (close.type === "link_open") depth++;
              if (close.type === "link_close" && --depth === 0) {
                close.tag = "span";
                break;
              }
            }
          }
      });
    },
  },
  themeConfig: {
    logo: "/logo.svg",
    search: { provider: "local", options: { miniSearch: { searchOptions: { fuzzy: 0.2, prefix: true } } } },
    outline: [2, 3],
    sidebar: [
      ...sidebar,
      {
        // Not `collapsed`: that makes a button within a button, which no screen reader can tell apart.
        text: "Decisions",
        items: decisions.map((path) => ({ text: titleOf(path), link: pageOf(path) })),
      },
    ],
    nav: [
      ...["Integrate", "Operate", "Administer"].map((text, door) => ({
        text,
        link: `/docs/#${slugify(sections[door]?.split("\n")[0] ?? "")}`,
      })),
      { text: "Settings", link: "/docs/settings" },
    ],
  },
});
