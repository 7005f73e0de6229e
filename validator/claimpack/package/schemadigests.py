"""The SHA-256 of each schema that this version of Claimpack was made with.

Written by ``python -m tests.schema_digests``.
"""

from __future__ import annotations

DIGESTS = {
    "claim.schema.json": "e3ed99f88761f3b59db0a79f2e18c7264698c136f58c152fa6dc72dcbe7a14b9",
    "claims.schema.json": "4f9dab7a15d81db7fe3c8eb22c2ca8ed4e598c30fa6c81ba72f51738702c7204",
    "diff.schema.json": "a7070d5cdadc25b5a20e446e507eae8a19437f9277882ce1ad4acec4aca5f016",
    "package.schema.json": "6a29aded87cbeb44712a0294acc15eaadf55d406cb74dbc4f22ffaa808c17284",
    "packagesreport.schema.json": "09a18784b9d84a80f27d23f34b5066f72f90b90e341587c2ddb799b3609dda36",
    "registry.schema.json": "b0e45cab4e511f972e31ae56d1c7450a95fa59013c8e4afc8c8770d85576947d",
    "registrydiff.schema.json": "969ff69f8e369955f9a280d3cb2a8f9681f50ae5e2b63705ca7ed4868d9c5f4d",
    "registryindex.schema.json": "7efeab9c8b2748d193cf18defe336bf63d01a7bf9fd755b349aa51a245b6f633",
    "report.schema.json": "736007f5afb3b5059ef569a24313f782d28e6f16f2dfebb1c4a1877b4db96846",
    "tables/acknowledgements.json": "2762f4e3f142f3d7d2fd30f1aaaaf16791784d1366928bfe28f152ac1410cf1e",
    "tables/articles.json": "3cb24a9bd18a1a7f63f0e06001075b531c4e11a0fe1a675b69d23bde2b534df0",
    "tables/claims.json": "2b08e745ae2f54e04ed8addeddaa26062c350649203fdb5abf2df1034f1180db",
    "tables/concepts.json": "df2ee0903264fd599dc03d101572f8768a76a795c1c6297b70e95104f8e618c8",
    "tables/estimates.json": "e9e19bbc635ad2db8d4a238a626a44c146a2ec3c6907785d686252eb484a4034",
    "tables/passages.json": "16efddaa5685817465944552c03bf77eb332bb23eb19215e1497baaac3d45760",
    "tables/references.json": "f3e94a8a527aebd80b035b1a32a2b8d078314d30e374cb3a8e364d55c1c68f49",
    "tables/relations.json": "e027e0a68e5bcb33c3a32b73c03cffe6d46342ba8d4688248d1b64d65f3192d9",
    "tables/sources.json": "1355f2870ce3eca8d94ddc9ad7686ac27710c3bd9027f014e7ce65ce8bc52715",
}
