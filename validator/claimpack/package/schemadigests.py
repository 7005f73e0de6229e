"""The SHA-256 of each schema that this version of Claimpack was made with.

Written by ``python -m tests.schema_digests``.
"""

from __future__ import annotations

DIGESTS = {
    "claim.schema.json": "b6806dec21ab0e8c6f32c251599e23fb8c9f63a88146dea8ceea514a38bf334d",
    "claims.schema.json": "ce1b7333d5cffad3fa357db191128d95e1a3b118aaa20eb0afb6d16fe548e223",
    "diff.schema.json": "d0c544da554d8b961a20f8d6b5d18ae9ff0df3f18459ccbca69b30d1a5a14514",
    "package.schema.json": "9baf12b012a97027b3fbcba8b1b383bb08df52c26dd20b8331f1ea4ae7eb16de",
    "packagesreport.schema.json": "c1652f434194dd72ee7f9a882ace49461a85d333ed35d8739425e360b84a6319",
    "registry.schema.json": "a854a5d5ff03c872dc8e019c9a9c1ceb9c19697cede9cd97ea5fd3a1ffcd2976",
    "registrydiff.schema.json": "969ff69f8e369955f9a280d3cb2a8f9681f50ae5e2b63705ca7ed4868d9c5f4d",
    "registryindex.schema.json": "c9f6e8eb8412f2599d9718774be49031c806debb0a988e9750e55709884a715e",
    "report.schema.json": "2b3832749e3f43340c7ed22ce9f024f2392ff3bff881884032fa4a446778454f",
    "tables/acknowledgements.json": "2762f4e3f142f3d7d2fd30f1aaaaf16791784d1366928bfe28f152ac1410cf1e",
    "tables/articles.json": "3cb24a9bd18a1a7f63f0e06001075b531c4e11a0fe1a675b69d23bde2b534df0",
    "tables/claims.json": "2b08e745ae2f54e04ed8addeddaa26062c350649203fdb5abf2df1034f1180db",
    "tables/concepts.json": "df2ee0903264fd599dc03d101572f8768a76a795c1c6297b70e95104f8e618c8",
    "tables/estimates.json": "8d54416a0902950647979780158bd6e1d9a0387c04b73aa953a71de7de3c2fe1",
    "tables/passages.json": "16efddaa5685817465944552c03bf77eb332bb23eb19215e1497baaac3d45760",
    "tables/references.json": "f3e94a8a527aebd80b035b1a32a2b8d078314d30e374cb3a8e364d55c1c68f49",
    "tables/relations.json": "e027e0a68e5bcb33c3a32b73c03cffe6d46342ba8d4688248d1b64d65f3192d9",
    "tables/sources.json": "1355f2870ce3eca8d94ddc9ad7686ac27710c3bd9027f014e7ce65ce8bc52715",
}
