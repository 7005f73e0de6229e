// Reads what stands in a build: its JSON files and the schemas that they follow.

import { readFileSync } from "node:fs";
import { join } from "node:path";

export const readJson = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));

export const readSchemas = (build) =>
  Object.fromEntries(["claim", "claims", "report"].map((name) => [name, readJson(build, "schemas", `${name}.schema.json`)]));
