// Prints the claims of a build as a table: node table.js BUILD

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClaimByReference, ClaimsDocument, GroupedCaveat } from "./claimpack.js";

const [build = "dist"] = process.argv.slice(2);
const found = JSON.parse(readFileSync(join(build, "claims.json"), "utf8")) as ClaimsDocument;

const weight: Record<GroupedCaveat["severity"], string> = { error: "!!!", warning: "!!", note: "!" };

const concepts = new Map(found.concepts.map((concept) => [concept.concept_id, concept]));
const estimates = new Map(found.estimates.map((estimate) => [estimate.estimate_id, estimate]));
const caveats = new Map(found.caveats.flatMap((caveat) => caveat.cases.map(({ fingerprint }) => [fingerprint, caveat] as const)));

function row(claim: ClaimByReference): string {
  const outcome = concepts.get(claim.about.outcome ?? "")?.label ?? "";
  const people = claim.population_size.value?.toString() ?? "";
  const gravest = caveats.get(claim.caveats[0] ?? "");
  const direct = claim.estimates.filter((bearing) => bearing.is_direct);
  const shown = direct.map(({ estimate_id }) => estimates.get(estimate_id)?.in_words ?? "");
  return [claim.claim_id, outcome, claim.effect.direction, people, shown.join("; "), gravest ? weight[gravest.severity] : ""].join("\t");
}

console.log(found.claims.map(row).join("\n"));
