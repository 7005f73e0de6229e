"""The SHA-256 of each schema that this version of Claimpack was made with.

Written by ``python -m tests.schema_digests``.
"""

from __future__ import annotations

DIGESTS = {
    "claim.schema.json": "1362c53f77ef20ed6aabd169f0b19c90726e2a8aa36be331fea46dbadd8f2435",
    "claims.schema.json": "732c6d2e18a192224d46c5629e8cf34fd030e4de32cb01712d79a34f14b2881c",
    "diff.schema.json": "536e1e9f989346d6206de8094f081d037740493133b2fd1068c94a003debbe5e",
    "package.schema.json": "67614dbfb45e724ff0172ea2aee5c7e0183db0b814e567b381f4920a0963a734",
    "packagesreport.schema.json": "42fea913a6f44af6e667991264802e7727f1aea9f7675c78a0e0915d7b2f8c47",
    "registry.schema.json": "a854a5d5ff03c872dc8e019c9a9c1ceb9c19697cede9cd97ea5fd3a1ffcd2976",
    "registrydiff.schema.json": "969ff69f8e369955f9a280d3cb2a8f9681f50ae5e2b63705ca7ed4868d9c5f4d",
    "registryindex.schema.json": "dcb75b547848cbb2acdea5e4ba7e337a541424a7fb9ec084a867985e42b41858",
    "report.schema.json": "dadd629a45fda52a538ee6df78d322e968554916fda9ff1793a5a795fe2f9f6e",
    "tables/acknowledgements.json": "ec37c43592379b26be48e625e2983e710b3f2867a1f2dfbc1f97dcc6fab4b871",
    "tables/articles.json": "3cb24a9bd18a1a7f63f0e06001075b531c4e11a0fe1a675b69d23bde2b534df0",
    "tables/claims.json": "68ce6b4274ddce5a645ceeea9c95ce233010872354255e7de0881b5812419a3c",
    "tables/concepts.json": "415340614319929675b1dd0becea5c4760a6fb7d0e8a78bce8f03ebf405fb8ea",
    "tables/estimates.json": "579440cfc5021507a80e7f5499bfebae1dc0bc0f7501c9572f6967646b4d6b24",
    "tables/passages.json": "34f44293428965b8fc7e5eae80eec168c17a0077f0ee8f8203e3fe3b1f586e67",
    "tables/references.json": "c9c0ac17577b309c7b7e4d9f389d8012d9f4ca72021ac51b3c625026a918b28b",
    "tables/relations.json": "ac6b8e88f557f822226b48bce986a05e8aaccd6bed34345a14500f7e98cc22dd",
    "tables/sources.json": "eb856677a0cea17bb40b4b7e23acefecd21a3eff886d2a88abba5ad2bbb7811f",
}
