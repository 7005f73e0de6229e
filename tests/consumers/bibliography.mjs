// Prints the sources of a build as a bibliography in APA style: node bibliography.mjs BUILD

import { Cite } from "@citation-js/core";
import "@citation-js/plugin-csl";
import { readJson } from "./schemas.mjs";

const [build] = process.argv.slice(2);
const cite = new Cite(readJson(build, "sources.csl.json"));
process.stdout.write(cite.format("bibliography", { format: "text", template: "apa", lang: "en-US" }));
