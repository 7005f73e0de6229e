// Validates a build with Ajv in strict mode: node validate.mjs BUILD

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { readJson, readSchemas } from "./schemas.mjs";

const [build] = process.argv.slice(2);
const schemas = readSchemas(build);
const ajv = new Ajv2020({ strict: true, allErrors: true, schemas: Object.values(schemas) });

function check(name, value, label) {
  const validate = ajv.getSchema(schemas[name].$id);
  if (!validate(value)) {
    throw new Error(`${label}: ${ajv.errorsText(validate.errors, { dataVar: name })}`);
  }
}

check("claims", readJson(build, "claims.json"), "claims.json");
check("report", readJson(build, "report.json"), "report.json");
const lines = readFileSync(join(build, "claims.ndjson"), "utf8").split("\n").slice(0, -1);
lines.forEach((line, number) => check("claim", JSON.parse(line), `claims.ndjson, line ${number + 1}`));
console.log(`${lines.length} claims are valid`);
