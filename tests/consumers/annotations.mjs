// Prints annotations as @actions/core does. Standard input has one JSON value a line:
// [COMMAND, MESSAGE, { title, file, startLine }], the command being error, warning or notice.

import { readFileSync } from "node:fs";
import * as core from "@actions/core";

for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const [command, message, properties] = JSON.parse(line);
  core[command](message, properties);
}
