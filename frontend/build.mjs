// Builds every island (src/*.ts) and copies what is served as it is into the package's static folder.
import { build } from "esbuild";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../src/dateline/workbench/static/built/");
const copied = ["htmx.org/dist/htmx.min.js", "maplibre-gl/dist/maplibre-gl-worker.mjs"];

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const islands = (await readdir(here("src"))).filter((name) => name.endsWith(".ts"));
await build({
  entryPoints: islands.map((name) => here(`src/${name}`)),
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  loader: { ".css": "css" },
  logLevel: "warning",
});
for (const path of copied) await cp(here(`node_modules/${path}`), out + path.split("/").at(-1));
