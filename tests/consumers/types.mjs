// Writes the TypeScript types of what a build holds to standard output: node types.mjs FOLDER, which has its schemas

import { compile } from "json-schema-to-typescript";
import { readSchemas } from "./schemas.mjs";

const [folder] = process.argv.slice(2);
const schemas = readSchemas(folder);

// A title makes a type of its own: only objects are to be one.
const withoutTitles = (value) => {
  if (Array.isArray(value)) return value.map(withoutTitles);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withoutTitles(member)]);
  const isText = (name, member) => name === "title" && typeof member === "string";
  return Object.fromEntries(members.filter(([name, member]) => value.properties || !isText(name, member)));
};
const byId = new Map(Object.values(schemas).map((schema) => [schema.$id, schema]));
const urn = { order: 1, canRead: /^urn:/, read: ({ url }) => JSON.stringify(withoutTitles(byId.get(url))) };
const files = { "claims.json": schemas.claims, "a line of claims.ndjson": schemas.claim, "report.json": schemas.report };
const build = {
  title: "Build",
  description: "What each file of a build holds.",
  type: "object",
  additionalProperties: false,
  required: Object.keys(files),
  properties: Object.fromEntries(Object.entries(files).map(([name, { $id }]) => [name, { $ref: $id }])),
};
const bannerComment = "// The types of claims.json, claims.ndjson and report.json, made from their JSON Schemas.";
const options = { additionalProperties: false, bannerComment, $refOptions: { resolve: { urn } } };
process.stdout.write(await compile(build, "Build", options));
