// Reads workflows and actions as GitHub's own language service does; prints what it has to say of each, or nothing.
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { pathToFileURL } from "node:url";

// The service imports JSON as a bundler lets it; Node wants to be told that it is JSON.
const hook = `
  import { readFileSync } from "node:fs";
  export const load = (url, context, next) =>
    url.endsWith(".json")
      ? { format: "module", shortCircuit: true, source: "export default " + readFileSync(new URL(url), "utf8") }
      : next(url, context);
`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const { validate } = await import("@actions/languageservice");
const { TextDocument } = await import("vscode-languageserver-textdocument");

for (const file of process.argv.slice(2)) {
  const text = TextDocument.create(pathToFileURL(file).href, "yaml", 0, readFileSync(file, "utf8"));
  for (const { range, message } of await validate(text, {})) {
    console.log(`${file}:${range.start.line + 1}: ${message}`);
  }
}
