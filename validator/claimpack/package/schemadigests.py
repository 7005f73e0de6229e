"""The SHA-256 of each schema that this version of Claimpack was made with.

Written by ``python -m tests.schema_digests``.
"""

from __future__ import annotations

DIGESTS = {
    "claim.schema.json": "120e9348174079900e00da5f3a693647ca9bc09202921841b2ec83deb54067b4",
    "claims.schema.json": "415fb63ba37422573187c016aed24cc2ce37b6d5165c35077d621f3ceb3cbd20",
    "diff.schema.json": "670eb3dd8c778af24bdb119f82c84b79ef811cf8a59aa31bc5f7daa55fd75871",
    "package.schema.json": "928a129f5045af2f1a258196912a0c9229076eb9e3fd7958db03a4d44537bf45",
    "report.schema.json": "ed4ed982eb5da69f17a03beb64a320cc99b9d48446cd0e36593887e833ae9d8f",
    "tables/acknowledgements.json": "d3945a15f333c666751363058adc52abd2793f63b9c8af4d5cf8a416ccb14bf5",
    "tables/articles.json": "3cb24a9bd18a1a7f63f0e06001075b531c4e11a0fe1a675b69d23bde2b534df0",
    "tables/claims.json": "a2d01afcd9516bf2d5c3757ad2ce36a9fc86901bad8986b500946922bfaecc9b",
    "tables/concepts.json": "3e6547f70bdd61b64d18adcdbdb604bf3d3c97bdbd8e161d33cb3006bd7b9c8d",
    "tables/estimates.json": "c322b2fdcb2b44284a0dfea464d471e173ffda1b96818311b91781dd2e86b4ef",
    "tables/passages.json": "e0de642c00891c4eef18f3574d87de264f4574c788eebf850e67ccf783f5ac0c",
    "tables/references.json": "6a836bfc05beea78c431bddbcd2f27e8f593749d26f25ab899a38bc06e904530",
    "tables/relations.json": "860136696cf7a175542822ebfd3f8fe45ca888b3b577001115a0baff8a7e6b21",
    "tables/sources.json": "a4f3d5ad6e3e04a62a43f7977c661ce8e8ca91dee28b13026d047d6bad8fdb08",
}
