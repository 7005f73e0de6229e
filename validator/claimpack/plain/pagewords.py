"""What else stands on the page, in English: headings, labels and words, each by its id, with its values in braces."""

from collections.abc import Mapping

from claimpack.evidence.phrasing import DIFFERENCE_WORDS, EFFECT_WORDS
from claimpack.verdicts import MEANINGS, Verdict

_LABELS: Mapping[Verdict, str] = {
    "contradicted": "Contradicted",
    "source_inconsistent": "Source inconsistent",
    "mixed": "Mixed",
    "outdated": "Outdated",
    "overstated": "Overstated",
    "unsupported": "Not shown",
    "unverified": "Not verified",
    "indirect": "Indirect",
    "supported": "Supported",
    "not_applicable": "Not applicable",
}
"""What a verdict is called."""

_SAYS = {
    "increased": "more frequent or higher",
    "decreased": "less frequent or lower",
    "no_difference": "no difference",
    "no_increase": "no increase",
    "no_decrease": "no decrease",
    "occurs": "it happens",
    "not_observed": "never seen",
    "favourable": "safe or well tolerated",
    "uncertain": "not known",
    "not_applicable": "nothing of an effect",
}
"""What a claim, or a source in words, says of an effect."""

_MEASURES = {
    "RR": "risk ratio",
    "OR": "odds ratio",
    "HR": "hazard ratio",
    "IRR": "incidence rate ratio",
    "ROM": "ratio of means",
    "RD": "risk difference",
    "MD": "mean difference",
    "SMD": "standardised mean difference",
    "IRD": "incidence rate difference",
}
"""What the measures that compare are called in full."""

_TYPES = {
    "study_result": "result of a study",
    "synthesis": "summary of the evidence",
    "adverse_event": "side effect",
    "limitation": "limitation",
    "requirement": "requirement",
    "benefit": "benefit",
    "contraindication": "contraindication",
    "interaction": "interaction",
    "recommendation": "recommendation",
}
"""What kind of claim it is."""

_RETRACTION = {
    "none_found": "no retraction found",
    "corrected": "a correction was published",
    "concern": "an expression of concern was published",
    "retracted": "retracted",
    "withdrawn": "withdrawn",
    "not_checked": "not looked up for retraction",
    "not_identified": "not identified",
}
"""What is known of a source's retraction."""

_RELATIONS = {"restates": "restates", "summarises": "sums up", "qualifies": "limits", "contradicts": "contradicts"}
"""How a claim relates to another one."""

_SEVERITIES = ("error", "warning", "note")

_STANCES = {
    "agrees": "agrees",
    "disputes": "says otherwise",
    "neither": "shows neither this nor the opposite",
    "inconsistent": "its words and its number disagree",
    "silent": "says nothing of it",
    "same_way": "points the same way",
    "happens": "it happened to some who were studied",
    "other_size": "agrees, but of another size",
    "more": "more with the intervention",
    "less": "less with the intervention",
    "not_shown": "neither more nor less is shown",
    "equivalent": "no difference that matters",
    "differs": "differs; which way is not printed",
    "contradictory": "its numbers contradict each other",
}
"""What a result says of a claim, or shows by itself."""

_LIMITS = {
    "severity": "severity: {what}",
    "frequency": "frequency: {what}",
    "onset": "onset: {what}",
    "dose": "dose: {what}",
    "follow_up": "follow-up: {what}",
    "conditions": "conditions: {what}",
    "wording": "wording: {what}",
}
"""What limits a claim."""

_ABOUT = {
    "intervention": "{what}",
    "route": "route: {what}",
    "population": "people: {what}",
    "comparator": "compared with: {what}",
}
"""What a claim or a source is about."""

_SOURCE_TYPES = {"meta_analysis": "Meta-analysis"}
"""What kind of source it is, where the tables say it at length."""

_IN_WORDS = {
    "number.thousands": ",",
    "list.comma": ", ",
    "list.last": " and ",
    "list.more": "{count} more",
    "studies.1": "1 study",
    "studies": "{count} studies",
    "people.1": "1 person",
    "people": "{count} people",
    "people.stated": "{people}, as the article says",
    "people.largest": "{people} in the largest of the sources that it cites; not the number behind this outcome",
    "people.largest_known": (
        "{people} in the largest of its sources whose size is known; not the number behind this outcome"
    ),
    "people.source": "{people} in the whole source; not the number behind this outcome",
    "people.not_reported": "How many people it rests on is not reported",
    "events.intervention": "{events} of {total} with it",
    "events.control": "{events} of {total} without",
    "size.source": "whole source: {size}",
    "stated.percent": "{number} %",
    "stated.one_in": "1 in {number}",
    "stated.count": "{number} people",
    "stated.fold": "{number} times",
    "stated.percent_change": "{number} % change",
    "stated.measure": "{measure} {number}",
    "stated.range": "{low} to {high}",
    "stated.up_to": "up to {high}",
    "stated.from": "from {low}",
    "stated.against": "{number}, against {control}",
    "risk.without": "Per {per} people: {control} without the intervention; with it {change}.",
    "risk.without.between": "Per {per} people: {control} without the intervention; with it {change} ({between}).",
    "risk.between": "from {low} to {high}",
    "risk.same": "as many",
    "risk.more": "{count} more",
    "risk.fewer": "{count} fewer",
    "result.newer.update": "Newer: updates a source that is cited",
    "result.newer.later": "Newer, and not cited",
    "result.indirect": "Indirect: {how}",
    "result.in_words": "{stance} in words",
    "result.unprinted": "no number printed",
    "result.turned": "Turned round for the drawing: to the right is more with the intervention",
    "result.undrawn.opposite_event": (
        "It is printed for the opposite event and can’t be turned round, so it is not drawn"
    ),
    "result.undrawn.not_stated": "It is not clear which way it runs, so it is not drawn",
    "result.undrawn": "Its numbers can’t be drawn",
    "result.measure": "{name} ({measure})",
    "result.unit": "{measures}, in {unit}",
    "legend.says": "what the claim says: {says}",
    "legend.margin": "what the claim says: {says} within the margin of {margin}",
    "legend.beyond": "what the claim says: {says} beyond the margin of {margin}",
    "legend.brings_on": "that the intervention brings it on",
    "later.without_result": "{newer} updates {older}, and no result of it on this is recorded.",
    "frequency.unknown": "No rate of this is recorded, so how often it happens could not be checked.",
    "source.unknown": "{source}: nobody knows which document it is, so nothing could be held against it.",
    "source.looked_up": "{status} (looked up on {day})",
    "app.could_say": "could say: {text} (Made by rule.)",
    "app.not_reviewed": "Not reviewed.",
    "reviewed": "Reviewed by {name}",
    "reviewed.on": "Reviewed by {name} on {day}",
    "accepted": "Accepted by {name} on {day}: {reason}",
    "accepted.until": "Accepted by {name} on {day}, to be looked at again by {until}: {reason}",
    "problem.accepted": "{subjects}: {severity}, accepted",
    "problem.open": "{subjects}: {severity}, not yet judged",
}

_ON_PAGE = {
    "skip": "Skip to the claims",
    "kicker": "Claims held against their sources",
    "private": "Not to be published.",
    "private.why": (
        "This page holds the text of the article, which belongs to its publisher. Keep it for your own use."
    ),
    "private.text": "The text belongs to the article’s publisher.",
    "articles": "{count} articles, checked {checked}.",
    "article": "Article",
    "publisher": "Publisher",
    "not_stated": "not stated",
    "interest": "Interest",
    "interest.none": "none is recorded",
    "written_by": "Written by",
    "not_named": "not named",
    "reviewer": "; reviewed by {name}",
    "checked": "Checked",
    "checked.on": "on {day} by Claimpack {version}, {rules} rules; version {records} of the records",
    "checked.by": "by Claimpack {version}, {rules} rules; version {records} of the records",
    "checked.judged": "; last judged by a person on {day}",
    "errors": "Some records have errors",
    "errors.so": ", so that a part of the evidence is not seen:",
    "errors.see": "see which",
    "tally": "{count} claims, and what their sources make of them",
    "tally.1": "1 claim, and what its sources make of it",
    "tally.part": "{count} {verdict}",
    "tally.meaning": (
        "A verdict says what the recorded evidence makes of a claim as worded. It does not say whether the source is "
        "right, and accepting a problem never changes it."
    ),
    "too_many": "The claims are not on this page.",
    "too_many.where": "They are all in claims.json.",
    "parts": "Parts of the page",
    "claims": "Claims",
    "sources": "Sources",
    "outcomes": "Outcomes",
    "relations": "Relations",
    "unchecked": "What could not be checked",
    "the_article": "The article",
    "claims.heading": "Claims, the gravest first",
    "filter": "Filter the claims",
    "search": "Search",
    "verdict": "Verdict",
    "source": "Source",
    "outcome": "Outcome",
    "direction": "Direction",
    "all": "all",
    "show_all": "Show all",
    "option": "{name} ({count})",
    "sign_off": "Sign off",
    "sign_off.how": (
        "Agree or disagree at each claim, then save a small file and give it to the curator, who takes it in with this "
        "command:"
    ),
    "sign_off.nothing_leaves": "Nothing leaves this page by itself.",
    "your_name": "Your name",
    "day": "Day",
    "save": "Save the reviews",
    "open": "Go on with a saved file",
    "group": "{count} claims: {meaning}",
    "group.1": "1 claim: {meaning}",
    "no_claims": "There are no claims yet.",
    "sources.heading": "Sources, the most cited first",
    "kind": "Kind",
    "studied": "Studied",
    "searched": "Searched",
    "searched.until": "until {day}",
    "status": "Status",
    "superseded": "superseded by",
    "all_estimates": "All its estimates that are recorded",
    "what_it_shows": "What it shows",
    "no_estimate": "No estimate of it is recorded.",
    "odd": "What is odd in it",
    "rest_on_it": "Claims that rest on it",
    "rest_on_it.none": "None: it is kept for what it says beside the others.",
    "curators_note": "Curator’s note: {note}",
    "outcomes.heading": "Outcomes: what is said, and what is shown",
    "says": "says: {what}",
    "on_outcome": "What sources report on just this outcome",
    "on_outcome.none": "No estimate on just this outcome is recorded.",
    "relations.heading": "Which claims restate, sum up or limit which",
    "map": "{count} claims that hang together",
    "map.undrawn": "Claims that limit many others, or groups too large for a picture",
    "map.label": "Picture {number} of relations; the list below says the same",
    "unchecked.heading": "What could not be checked, and why",
    "incomplete": "The check is incomplete.",
    "rules": "{count} rules looked at the records.",
    "rules.unknown": "The following is not known: these checks neither passed nor failed.",
    "unreadable": "These records can’t be read as they are, so that nothing was held against them.",
    "unreadable.more": "{count} more",
    "reason_elsewhere": "The reason is not translated.",
    "looked_in_part": "So this was looked for in a part only:",
    "not_looked": "So this could not be looked for:",
    "about_article": "About the article",
    "text.heading": "The article, with its claims marked",
    "text.lost": "{count} of its passages are no longer in this text.",
    "text.claim": "claim {claim}, {verdict}",
    "footer": (
        "Made by Claimpack {version} from the records of {name} {records}. Statements are in the curator’s words. This "
        "page is no medical advice. It asks nothing of any server."
    ),
    "agree": "agree",
    "disagree": "disagree",
    "comment": "Comment",
    "take_back": "Take back",
    "paper.comment": "comment",
    "paper.name": "name, date",
    "could_say": "What the evidence would carry",
    "made_by_rule": "(made by rule):",
    "claim.says": "Says",
    "claim.states": "States",
    "claim.about": "About",
    "claim.people": "People",
    "claim.qualified": "Qualified",
    "claim.limited_by": "Limited by",
    "claim.results": "Results that bear on it",
    "claim.wrong": "What is wrong",
    "claim.cited": "Cited",
    "claim.review": "Review {claim}",
    "forest.caption": "{caption}: {measures}",
    "forest.undrawn": "{caption}, without a number to draw",
    "forest.source_and_outcome": "Source and outcome",
    "forest.says": "What it says of the claim",
    "forest.picture": "Estimate and interval",
    "forest.printed": "As printed",
    "forest.in_words": "In words: {what}",
    "forest.more_side": "entirely on the side of more",
    "forest.less_side": "entirely on the side of less",
    "forest.across": "across no difference",
    "forest.less": "← less",
    "forest.more": "more with the intervention →",
    "forest.newer": "newer, not cited.",
    "forest.boxes": "The larger the box, the narrower the interval; nothing is pooled.",
}

_OF_REGISTRY = {
    "title": "Claims of several packages",
    "skip": "Skip to the packages",
    "checked": "{count} packages, checked by Claimpack {version}.",
    "checked.on": "{count} packages, checked on {day} by Claimpack {version}.",
    "packages": "Packages",
    "claims": "{count} claims",
    "claims.1": "1 claim",
    "no_verdicts": "no verdicts: {reason}",
    "unchecked": "Not checked, or not whole, so that this page is incomplete:",
    "between": "Between packages",
    "disagree": "{outcome}: these claims can’t all be so",
    "same_words": "These claims have the same words",
}

_IN_SCRIPT = {
    "all_shown": "All {count} claims are shown.",
    "some_shown": "{count} of {all} claims are shown.",
    "reviewed": "{count} of {all} claims are reviewed.",
    "reviewed_unsaved": "{count} of {all} claims are reviewed, not saved yet.",
    "your_review": "Your review of {claim}",
    "name_first": "Fill in your name first.",
    "none_yet": "No claim is reviewed yet: agree or disagree at a claim first.",
    "changed": "{count} in the file are of claims that have changed since, and were left out.",
    "unreadable": "This file holds no reviews that this page can read.",
}

PAGE_WORDS: Mapping[str, str] = {
    **{f"label.{word}": said for word, said in _LABELS.items()},
    **{f"meaning.{word}": said for word, said in MEANINGS.items()},
    **{f"says.{word}": said for word, said in _SAYS.items()},
    **{f"measure.{word}": said for word, said in _MEASURES.items()},
    **{f"type.{word}": said for word, said in _TYPES.items()},
    **{f"retraction.{word}": said for word, said in _RETRACTION.items()},
    **{f"relation.{word}": said for word, said in _RELATIONS.items()},
    **{f"severity.{word}": word for word in _SEVERITIES},
    **{f"stance.{word}": said for word, said in _STANCES.items()},
    **{f"limit.{word}": said for word, said in _LIMITS.items()},
    **{f"about.{word}": said for word, said in _ABOUT.items()},
    **{f"word.source_type.{word}": said for word, said in _SOURCE_TYPES.items()},
    **{f"effect.{name}": said for name, said in EFFECT_WORDS.items()},
    **{f"difference.{name}": said for name, said in DIFFERENCE_WORDS.items()},
    **_IN_WORDS,
    **{f"page.{name}": said for name, said in _ON_PAGE.items()},
    **{f"registry.{name}": said for name, said in _OF_REGISTRY.items()},
    **{f"script.{name}": said for name, said in _IN_SCRIPT.items()},
}
"""Every word of the page that is no sentence on a claim, by its id."""

SCRIPT_WORDS = tuple(f"script.{name}" for name in _IN_SCRIPT)
"""The ids of what the page's script says."""
