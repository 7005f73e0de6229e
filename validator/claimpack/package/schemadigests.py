"""The SHA-256 of each schema that this version of Claimpack was made with.

Written by ``python -m tests.schema_digests``.
"""

from __future__ import annotations

DIGESTS = {
    "claim.schema.json": "3cd6a5d570281b36c34446d293accf879ddbc2a3a588e7bc96f5f166d3dc1625",
    "claims.schema.json": "8696d10fee1af60c3a89eee22b261e22e4ac47dc2855e09a289b61d7b2367211",
    "diff.schema.json": "d0c544da554d8b961a20f8d6b5d18ae9ff0df3f18459ccbca69b30d1a5a14514",
    "package.schema.json": "9baf12b012a97027b3fbcba8b1b383bb08df52c26dd20b8331f1ea4ae7eb16de",
    "packagesreport.schema.json": "c1652f434194dd72ee7f9a882ace49461a85d333ed35d8739425e360b84a6319",
    "registry.schema.json": "a854a5d5ff03c872dc8e019c9a9c1ceb9c19697cede9cd97ea5fd3a1ffcd2976",
    "registrydiff.schema.json": "969ff69f8e369955f9a280d3cb2a8f9681f50ae5e2b63705ca7ed4868d9c5f4d",
    "registryindex.schema.json": "c9f6e8eb8412f2599d9718774be49031c806debb0a988e9750e55709884a715e",
    "report.schema.json": "2b3832749e3f43340c7ed22ce9f024f2392ff3bff881884032fa4a446778454f",
    "tables/acknowledgements.json": "ec37c43592379b26be48e625e2983e710b3f2867a1f2dfbc1f97dcc6fab4b871",
    "tables/articles.json": "3cb24a9bd18a1a7f63f0e06001075b531c4e11a0fe1a675b69d23bde2b534df0",
    "tables/claims.json": "3224bafa73b84d5a30f8db9332f7df06385be5e0abf0868735282f37311ed55d",
    "tables/concepts.json": "415340614319929675b1dd0becea5c4760a6fb7d0e8a78bce8f03ebf405fb8ea",
    "tables/estimates.json": "9a31aa598bbb7f6892c6f0646194332958514885588481f6e6d9fda679a2aa12",
    "tables/passages.json": "16efddaa5685817465944552c03bf77eb332bb23eb19215e1497baaac3d45760",
    "tables/references.json": "c9c0ac17577b309c7b7e4d9f389d8012d9f4ca72021ac51b3c625026a918b28b",
    "tables/relations.json": "ac6b8e88f557f822226b48bce986a05e8aaccd6bed34345a14500f7e98cc22dd",
    "tables/sources.json": "eb856677a0cea17bb40b4b7e23acefecd21a3eff886d2a88abba5ad2bbb7811f",
}
