"""The SHA-256 of each schema that this version of Claimpack was made with.

Written by ``python -m tests.schema_digests``.
"""

from __future__ import annotations

DIGESTS = {
    "claim.schema.json": "a6a3d1765d091316d9fbe2a6bff7781e9c4308e02bca515c90179da3617499d0",
    "claims.schema.json": "b2cb506393b1989637ec3931c72f8a62aefc54ba3d8cd814a255243ffa0f3d89",
    "diff.schema.json": "6043e7a4903cd81e38dd4fdd0eaa017af992aab94a00f7a94f8100b4940b6679",
    "package.schema.json": "928a129f5045af2f1a258196912a0c9229076eb9e3fd7958db03a4d44537bf45",
    "report.schema.json": "ed4ed982eb5da69f17a03beb64a320cc99b9d48446cd0e36593887e833ae9d8f",
    "tables/acknowledgements.json": "15c8a42a85ee3243c91f473db7481b3a2833fb7fd2e2bbcb5a45c328d7f5cd37",
    "tables/articles.json": "126daac9aefc97cbbd767df530d102c33171b5d07a3b61ca9fa9c827f724afa5",
    "tables/claims.json": "e8204f0184e77198faee8c1e04d6bfdbd03acf194c6be9c0001982dad7a91935",
    "tables/concepts.json": "01a614dbb08f77be34d0ecf530a117b10df4f989d566331f28f2156f3451f9ff",
    "tables/estimates.json": "fc37518c3e38cf67382fd15ef5f23b55a8393dc96a00e43089dd822d790b84be",
    "tables/passages.json": "ef0af6a57e7654db3610bf08abf18df11c016ce720609d21c42f8580f3dfc053",
    "tables/references.json": "c9f5bd3de2606d6755d217bd8bc30640b4393277297d11b63a52f3887ec1425b",
    "tables/relations.json": "49f7f668ecf9ace9e0f6cf03c94d1119e8cd2703b3e91789b8da77216913aa6c",
    "tables/sources.json": "d830db0cf7c2bd90f3d7d9640b1a167e95dc81735f2b91787c39ac5bca71f1dc",
}
