// Prints the claims of a build as a table: node table.js BUILD

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Caveat, Claim, ClaimsDocument } from "./types.js";

const [build = "dist"] = process.argv.slice(2);
const found = JSON.parse(readFileSync(join(build, "claims.json"), "utf8")) as ClaimsDocument;

const weight: Record<Caveat["severity"], string> = { error: "!!!", warning: "!!", note: "!" };

function row(claim: Claim): string {
  const outcome = claim.about.outcome?.label ?? "";
  const people = claim.population_size.value?.toString() ?? "";
  const gravest = claim.caveats[0];
  const shown = claim.estimates.filter((estimate) => estimate.is_direct).map((estimate) => estimate.in_words);
  return [claim.claim_id, outcome, claim.effect.direction, people, shown.join("; "), gravest ? weight[gravest.severity] : ""].join("\t");
}

console.log(found.claims.map(row).join("\n"));
