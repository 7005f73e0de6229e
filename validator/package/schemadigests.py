"""The SHA-256 of each schema that this version of Claimpack was made with.

Written by ``python -m tests.schema_digests``.
"""

from __future__ import annotations

DIGESTS = {
    "claim.schema.json": "629fc08e77e57e49d3d4b7d6c470b446b171a799c825f1778df0ffdbfecdc4fb",
    "claims.schema.json": "c763198fc552266f72e8afe6a0b32f001a095ae6ccd17513ce5832cd78256701",
    "diff.schema.json": "b95241837dca37c2037abe17358dee36e10da5658cce4202fc47f5db64c4c3b0",
    "package.schema.json": "928a129f5045af2f1a258196912a0c9229076eb9e3fd7958db03a4d44537bf45",
    "report.schema.json": "ed4ed982eb5da69f17a03beb64a320cc99b9d48446cd0e36593887e833ae9d8f",
    "tables/acknowledgements.json": "15c8a42a85ee3243c91f473db7481b3a2833fb7fd2e2bbcb5a45c328d7f5cd37",
    "tables/articles.json": "126daac9aefc97cbbd767df530d102c33171b5d07a3b61ca9fa9c827f724afa5",
    "tables/claims.json": "582315731f76a7650670484d68d0719d7367ea9f73720b1a820c80b28ce5d4b4",
    "tables/concepts.json": "01a614dbb08f77be34d0ecf530a117b10df4f989d566331f28f2156f3451f9ff",
    "tables/estimates.json": "fc37518c3e38cf67382fd15ef5f23b55a8393dc96a00e43089dd822d790b84be",
    "tables/passages.json": "ef0af6a57e7654db3610bf08abf18df11c016ce720609d21c42f8580f3dfc053",
    "tables/references.json": "c9f5bd3de2606d6755d217bd8bc30640b4393277297d11b63a52f3887ec1425b",
    "tables/relations.json": "9deba9156baf7a77577e5ab1dcd89ea1a7992314f1abe8eca21f8cfa446be41a",
    "tables/sources.json": "8ee5b7bc4f73feb5440c98daa66ab17ff579e9e58dd6435609a40d52482250d4",
}
