"""The SHA-256 of each schema that this version of Claimpack was made with.

Written by ``python -m tests.schema_digests``.
"""

from __future__ import annotations

DIGESTS = {
    "claim.schema.json": "180a6c90773b6f5a62fdb44d1b6e0b00df9f159e05827383301f74d0119cdca7",
    "claims.schema.json": "ab674905daae0b6b6a063f2275a3120c2dbc8c45e59dc7a5290cb411acbd11a1",
    "diff.schema.json": "670eb3dd8c778af24bdb119f82c84b79ef811cf8a59aa31bc5f7daa55fd75871",
    "package.schema.json": "dc46c9149fcb8136337b9597a8cb9c7cc3d81e9778e2ee3e041e8c0e676a70f8",
    "report.schema.json": "110209cdd32f3cb07f82c4c48a72842699af7e6c586cee086c973f9b07c33033",
    "tables/acknowledgements.json": "7df34b3b24ce955e56714fb0970dfdc48730388684cf087b26ee175f1dcbd2bb",
    "tables/articles.json": "3cb24a9bd18a1a7f63f0e06001075b531c4e11a0fe1a675b69d23bde2b534df0",
    "tables/claims.json": "1863d44f869b628e018c01e422fd9f296a275c61ba3009adef77504a942f826a",
    "tables/concepts.json": "550d5ccc209e405987666d4db8f69ecf4b36edae3f7b270d7c01718eddef7844",
    "tables/estimates.json": "db1b02c94e02dea44339a6e716f2fe840d4b2b63129c2f6e13efe578a3bf81e1",
    "tables/passages.json": "21c3439ffddf143382af43ee9292a304ed551746e6d4f48fb75cc38c1e81b068",
    "tables/references.json": "556e45384a31bdb92ab19ed01ce52d9d584cfcc67cd7c8d048dc072e09f2d52b",
    "tables/relations.json": "860136696cf7a175542822ebfd3f8fe45ca888b3b577001115a0baff8a7e6b21",
    "tables/sources.json": "be8cdc7a25b418073cd22e9d597a33f08f8aac6343f132a5889f8dcb16f3f78f",
}
