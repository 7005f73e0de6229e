"""The SHA-256 of each schema that this version of Claimpack was made with.

Written by ``python -m tests.schema_digests``.
"""

from __future__ import annotations

DIGESTS = {
    "claim.schema.json": "7acb22c605a3ff3843137e8e291b7ab72d6e26dd0bce0b82053a9420167f3bed",
    "claims.schema.json": "b6d996f7a8792971db56f9e3cb103cc0a26dc69ac5d95f38acff6e513141994a",
    "diff.schema.json": "670eb3dd8c778af24bdb119f82c84b79ef811cf8a59aa31bc5f7daa55fd75871",
    "package.schema.json": "928a129f5045af2f1a258196912a0c9229076eb9e3fd7958db03a4d44537bf45",
    "report.schema.json": "ed4ed982eb5da69f17a03beb64a320cc99b9d48446cd0e36593887e833ae9d8f",
    "tables/acknowledgements.json": "d3945a15f333c666751363058adc52abd2793f63b9c8af4d5cf8a416ccb14bf5",
    "tables/articles.json": "3cb24a9bd18a1a7f63f0e06001075b531c4e11a0fe1a675b69d23bde2b534df0",
    "tables/claims.json": "ac4b339f687a9ed586f256d45400120cb247f5c6b36f85a518deb8fe9b4696e1",
    "tables/concepts.json": "3e6547f70bdd61b64d18adcdbdb604bf3d3c97bdbd8e161d33cb3006bd7b9c8d",
    "tables/estimates.json": "c322b2fdcb2b44284a0dfea464d471e173ffda1b96818311b91781dd2e86b4ef",
    "tables/passages.json": "e0de642c00891c4eef18f3574d87de264f4574c788eebf850e67ccf783f5ac0c",
    "tables/references.json": "6a836bfc05beea78c431bddbcd2f27e8f593749d26f25ab899a38bc06e904530",
    "tables/relations.json": "b15cb64120656b1b2fa901896b270321a60ad00bafa1f871af8d7683fed43d19",
    "tables/sources.json": "87233e4696f6fe24e53d06b9556d33c7207ca886570b85f34785f1a6afbf5b71",
}
