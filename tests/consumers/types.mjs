// Writes the TypeScript types of a build's schemas to standard output: node types.mjs BUILD

import { compile } from "json-schema-to-typescript";
import { readSchemas } from "./schemas.mjs";

const [build] = process.argv.slice(2);
const schemas = readSchemas(build);
const byId = new Map(Object.values(schemas).map((schema) => [schema.$id, schema]));
const urn = { order: 1, canRead: /^urn:/, read: ({ url }) => JSON.stringify(byId.get(url)) };
const options = { additionalProperties: false, bannerComment: "", $refOptions: { resolve: { urn } } };
process.stdout.write(await compile(schemas.claims, "ClaimsDocument", options));
