"""The SHA-256 of each schema that this version of Claimpack was made with.

Written by ``python -m tests.schema_digests``.
"""

from __future__ import annotations

DIGESTS = {
    "claim.schema.json": "80a3f74fc5102d1c84447f0f58af78f3f58c311d9d02460dd00e45d2ab97213c",
    "claims.schema.json": "732c6d2e18a192224d46c5629e8cf34fd030e4de32cb01712d79a34f14b2881c",
    "diff.schema.json": "536e1e9f989346d6206de8094f081d037740493133b2fd1068c94a003debbe5e",
    "package.schema.json": "67614dbfb45e724ff0172ea2aee5c7e0183db0b814e567b381f4920a0963a734",
    "packagesreport.schema.json": "42fea913a6f44af6e667991264802e7727f1aea9f7675c78a0e0915d7b2f8c47",
    "registry.schema.json": "a854a5d5ff03c872dc8e019c9a9c1ceb9c19697cede9cd97ea5fd3a1ffcd2976",
    "registrydiff.schema.json": "969ff69f8e369955f9a280d3cb2a8f9681f50ae5e2b63705ca7ed4868d9c5f4d",
    "registryindex.schema.json": "dcb75b547848cbb2acdea5e4ba7e337a541424a7fb9ec084a867985e42b41858",
    "report.schema.json": "e146d9e3ecb76f2e5eb6065121e9df586567e388f25c4ba003d4153f03819199",
    "tables/acknowledgements.json": "ec37c43592379b26be48e625e2983e710b3f2867a1f2dfbc1f97dcc6fab4b871",
    "tables/articles.json": "3cb24a9bd18a1a7f63f0e06001075b531c4e11a0fe1a675b69d23bde2b534df0",
    "tables/claims.json": "68ce6b4274ddce5a645ceeea9c95ce233010872354255e7de0881b5812419a3c",
    "tables/concepts.json": "415340614319929675b1dd0becea5c4760a6fb7d0e8a78bce8f03ebf405fb8ea",
    "tables/estimates.json": "a62e6177896b56a1414eaf740eb8922a4a702a7138eafb7c9fb6a02c955a2d5f",
    "tables/passages.json": "21c3439ffddf143382af43ee9292a304ed551746e6d4f48fb75cc38c1e81b068",
    "tables/references.json": "556e45384a31bdb92ab19ed01ce52d9d584cfcc67cd7c8d048dc072e09f2d52b",
    "tables/relations.json": "860136696cf7a175542822ebfd3f8fe45ca888b3b577001115a0baff8a7e6b21",
    "tables/sources.json": "eb856677a0cea17bb40b4b7e23acefecd21a3eff886d2a88abba5ad2bbb7811f",
}
