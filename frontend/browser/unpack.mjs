// Unpacks the Chromium of @sparticuz/chromium into .chromium/ beside this file, for machines without one and without root.
// Prints the path of the executable. Its libraries go beside it: start it with LD_LIBRARY_PATH set to that folder.
import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here(".chromium/");
const unpack = (name, target) =>
  pipeline(createReadStream(here(`node_modules/@sparticuz/chromium/bin/${name}`)), createBrotliDecompress(), createWriteStream(target));

if (!existsSync(`${out}chromium`)) {
  await mkdir(out, { recursive: true });
  for (const name of ["al2023", "swiftshader", "fonts"]) {
    await unpack(`${name}.tar.br`, `${out}${name}.tar`);
    execFileSync("tar", ["-xf", `${out}${name}.tar`, "-C", out]);
    await rm(`${out}${name}.tar`);
  }
  await unpack("chromium.br", `${out}chromium.part`);
  await chmod(`${out}chromium.part`, 0o755);
  execFileSync("mv", [`${out}chromium.part`, `${out}chromium`]);
}
console.log(`${out}chromium`);
