// Makes what the browser receives from npm libraries and our own Sass: style sheet, htmx, fonts, icon sprite.
// Run by `npm run build` (hatch_build.py calls it); writes only into src/entregent/ui/static/ui/built.

import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const modules = join(root, "node_modules");
const destination = join(root, "src/entregent/ui/static/ui/built");
// Made aside and put in place at the end: a build that fails, or a server that runs, keeps the old files.
const aside = await mkdtemp(join(tmpdir(), "entregent-"));
const built = join(aside, "built"); // a folder of its own: mkdtemp closes its one to others

// Latin covers French and English; latin-ext is fetched only by pages that hold its letters (unicode-range).
const FAMILIES = ["source-sans-3", "source-serif-4"];
const SUBSETS = ["latin", "latin-ext"];
const STYLES = ["normal", "italic"];

async function buildStyles() {
  const { css } = sass.compile(join(here, "scss/entregent.scss"), {
    style: "compressed",
    loadPaths: [modules],
    quietDeps: true,
  });
  await writeFile(join(built, "entregent.css"), css);
}

async function copyFonts() {
  await mkdir(join(built, "fonts"), { recursive: true });
  for (const family of FAMILIES)
    for (const subset of SUBSETS)
      for (const style of STYLES) {
        const name = `${family}-${subset}-wght-${style}.woff2`;
        await copyFile(join(modules, "@fontsource-variable", family, "files", name), join(built, "fonts", name));
      }
}

async function buildIcons() {
  const names = (await readFile(join(here, "icons.txt"), "utf8"))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"));
  const symbols = await Promise.all([...new Set(names)].map(symbolOf));
  const attributes = 'fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"';
  await writeFile(
    join(built, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${symbols.join("")}</svg>\n`,
  );
}

async function symbolOf(name) {
  const svg = await readFile(join(modules, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const inside = svg.replace(/<!--[\s\S]*?-->/g, "").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
  const shapes = inside.replace(/<path stroke="none"[^>]*\/>/g, "").replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>");
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
}

try {
  await mkdir(built);
  const parts = await Promise.allSettled([
    buildStyles(),
    copyFonts(),
    buildIcons(),
    copyFile(join(modules, "htmx.org/dist/htmx.min.js"), join(built, "htmx.min.js")),
  ]); // each ends before one's failure is told: what is removed below is no longer written to
  for (const part of parts) if (part.status === "rejected") throw part.reason;
  await rm(destination, { recursive: true, force: true });
  await cp(built, destination, { recursive: true });
} finally {
  await rm(aside, { recursive: true, force: true });
}
