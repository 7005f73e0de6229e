// Evaluates expressions as GitHub's own library does: a list of them and the contexts are read from standard input.
import { readFileSync } from "node:fs";
import { Evaluator, Lexer, Parser, data } from "@actions/expressions";

const { contexts, expressions } = JSON.parse(readFileSync(0, "utf8"));
const given = JSON.parse(JSON.stringify(contexts), data.reviver);
const values = expressions.map((text) => {
  const { tokens } = new Lexer(text).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), []).parse();
  return new Evaluator(parsed, given).evaluate().coerceString();
});
console.log(JSON.stringify(values));
