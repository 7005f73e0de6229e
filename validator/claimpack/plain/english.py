"""What readers read, in English: each message by its id, with its values in braces.

The id of what a rule found is the rule's name, with a variant behind a full stop. Each rule has a message without
values, its last one, for when nothing more is known. To say it all in another language, translate this.
"""

from collections.abc import Mapping

from claimpack.verdicts import MEANINGS

_OF_PASSAGES = {
    "article-changed": "The text of the article has changed since this was recorded.",
    "article-without-text": "The text of this article was not at hand when its claims were checked.",
    "citation-mismatch": "The article cites other sources for this than those that are recorded.",
    "citation-misread": "What the article cites here is not what was recorded.",
    "claim-in-uncovered-passage": "This is recorded of a part of the article that is said to claim nothing.",
    "misplaced-passage": "Where this is in the article may be recorded wrongly.",
    "number-not-in-passage.number": "The number {number} is not in this part of the article.",
    "number-not-in-passage": "A number that is recorded here is not in this part of the article.",
    "passage-changed": "The article words this otherwise by now than when it was recorded.",
    "passage-gap": "A part of the article was not looked at.",
    "passage-overlap": "Where this begins and ends in the article may be recorded wrongly.",
    "passage-without-claim": "A part of the article was not looked at for claims.",
}

_OF_NUMBERS = {
    "counts-contradict-interval.source": (
        "The uncertainty that {source} gives for {outcome} does not go with the numbers of people that it counted."
    ),
    "counts-contradict-interval": "A result does not go with the numbers of people that were counted for it.",
    "counts-contradict-p.source": (
        "The p-value that {source} gives for {outcome} does not go with the numbers of people that it counted."
    ),
    "counts-contradict-p": "A p-value does not go with the numbers of people that were counted for it.",
    "estimate-does-not-match-counts.source": (
        "The effect that {source} gives for {outcome} does not go with the numbers of people that it counted."
    ),
    "estimate-does-not-match-counts": "An effect does not go with the numbers of people that were counted for it.",
    "estimate-exceeds-source.source": (
        "A result of {source} on {outcome} is said to rest on more, or on something else, than that source studied."
    ),
    "estimate-exceeds-source": "A result is said to rest on more, or on something else, than its source studied.",
    "estimate-outside-interval.numbers": (
        "{source} gives {estimate} for {outcome}, which lies outside its own range from {low} to {high}: one of these "
        "numbers is wrong."
    ),
    "estimate-outside-interval": "A result lies outside its own range, so one of its numbers is wrong.",
    "events-exceed-total.source": "{source} is said to count more people for {outcome} than there were in the group.",
    "events-exceed-total": "More people are counted than there were in the group.",
    "heterogeneity-of-one-study.source": (
        "{source} is said to give a difference between studies for {outcome}, though it has only one study."
    ),
    "heterogeneity-of-one-study": "A difference between studies is given, though there is only one study.",
    "imprecise-estimate.numbers": (
        "The result of {source} on {outcome} is {estimate}, but may lie anywhere from {low} to {high}: its size is "
        "hardly known."
    ),
    "imprecise-estimate": "A result is so uncertain that its size is hardly known.",
    "interval-asymmetric.numbers": (
        "The numbers that {source} gives for {outcome} do not quite go together: {estimate}, with a range from {low} "
        "to {high}. One of them may be a misprint."
    ),
    "interval-asymmetric": "The numbers of a result do not quite go together: one of them may be a misprint.",
    "interval-reversed.source": "The range that {source} gives for {outcome} has its limits the wrong way round.",
    "interval-reversed": "The range of a result has its limits the wrong way round.",
    "p-value-inconsistent.numbers": (
        "The p-value of {p_value} that {source} gives for {outcome} does not go with its range from {low} to {high}: "
        "one of these numbers may be a misprint."
    ),
    "p-value-inconsistent": "The p-value of a result does not go with its range: one of them may be a misprint.",
    "source-contradicts-itself.no_difference.more": (
        "{source} says in words that there was no difference in {outcome}, but its own numbers show more of it with "
        "the treatment."
    ),
    "source-contradicts-itself.no_difference.less": (
        "{source} says in words that there was no difference in {outcome}, but its own numbers show less of it with "
        "the treatment."
    ),
    "source-contradicts-itself.more": (
        "The numbers of {source} show more {outcome} with the treatment, but its words say otherwise."
    ),
    "source-contradicts-itself.less": (
        "The numbers of {source} show less {outcome} with the treatment, but its words say otherwise."
    ),
    "source-contradicts-itself.not_shown": (
        "The numbers of {source} show neither more nor less {outcome} with the treatment, but its words say otherwise."
    ),
    "source-contradicts-itself": "A source says something else in words than its own numbers show.",
    "value-out-of-range.source": "A number that is given of {source} for {outcome} is not possible.",
    "value-out-of-range": "A number that is given here is not possible.",
}

_REPORTED = {
    "increased": "more {found}",
    "decreased": "less {found}",
    "no_difference": "no difference in {found}",
    "no_increase": "no increase in {found}",
    "no_decrease": "no decrease in {found}",
    "occurs": "that {found} happens",
    "not_observed": "that {found} was not seen",
    "uncertain": "that nothing is certain of {found}",
}
_SHOWN = {
    "more": "show more {found} with the treatment",
    "less": "show less {found} with the treatment",
    "not_shown": "show neither more nor less {found} with the treatment",
    "equivalent": "show no difference in {found} that matters",
    "differs": "show a difference in {found}",
}
_ELSEWHERE = "on something broader or narrower than this "

_OF_SOURCES = {
    "absence-claimed-despite-events.counted": (
        "It is said that this was never seen, but {source} counts people with {found} after the treatment: {events}."
    ),
    "absence-claimed-despite-events.source": (
        "It is said that this was never seen, but the numbers of {source} on {found} mean that somebody had it, with "
        "the treatment or without it."
    ),
    "absence-claimed-despite-events": "It is said that this was never seen, but the numbers of a source mean it was.",
    "absence-overstated.never_seen": (
        "Not to have seen it among {people} people still leaves room for up to 1 in {one_in}."
    ),
    "absence-overstated.never_seen_among_few": (
        "Not to have seen it among {people} people still leaves room for up to {per_hundred} in 100."
    ),
    "absence-overstated.none_among": (
        "That none of {people} people in {source} had it still leaves room for up to 1 in {one_in}."
    ),
    "absence-overstated.none_among_few": (
        "That none of {people} people in {source} had it still leaves room for up to {per_hundred} in 100."
    ),
    "absence-overstated.rise": "The results of {source} do not rule out a rise of {outcome} by up to {percent} %.",
    "absence-overstated.rise_of_odds": (
        "The results of {source} do not rule out a rise of the odds of {outcome} by up to {percent} %."
    ),
    "absence-overstated.fall_of_odds": (
        "The results of {source} do not rule out a fall of the odds of {outcome} by up to {percent} %."
    ),
    "absence-overstated.times_the_odds": (
        "The results of {source} do not rule out up to {times} times the odds of {outcome}."
    ),
    "absence-overstated.fall": "The results of {source} do not rule out a fall of {outcome} by up to {percent} %.",
    "absence-overstated.times": "The results of {source} do not rule out up to {times} times as much {outcome}.",
    "absence-overstated.difference": "The results of {source} do not rule out a difference in {outcome} that matters.",
    "absence-overstated": "That nothing was found does not rule out what the article denies.",
    "claim-without-estimate.source": "No result of {sources} that could be compared with this is recorded.",
    "claim-without-estimate": "No result that could be compared with this is recorded.",
    "competing-interest.interest": "Whoever published the article has an interest in its subject: {interest}.",
    "competing-interest": "Whoever published the article has an interest in its subject.",
    **{
        f"direction-contradicts-estimate.{shown}": f"The results of {{source}} {said}."
        for shown, said in _SHOWN.items()
    },
    **{
        f"direction-contradicts-estimate.indirect.{shown}": f"The results of {{source}} {_ELSEWHERE}{said}."
        for shown, said in _SHOWN.items()
    },
    **{
        f"direction-contradicts-estimate.words.{words}": f"In words {{source}} reports {said}."
        for words, said in _REPORTED.items()
    },
    "direction-contradicts-estimate.source": "The results of {source} do not say the same of {found}.",
    "direction-contradicts-estimate": "A source that is cited does not say the same.",
    "evidence-age.source": "{source} searched for studies until {until}: what appeared since then is not in it.",
    "evidence-age": "The studies behind this were searched for years before the article appeared.",
    "frequency-contradicts-rate.source": "How often it happens in {sources} is not what the article calls it.",
    "frequency-contradicts-rate": "How often it happens according to its source is not what the article calls it.",
    "frequency-without-rate.source": (
        "How often it happens is not recorded of {sources}, so that the article's word for it could not be checked."
    ),
    "frequency-without-rate": "How often it happens is not recorded, so that the article's word could not be checked.",
    "invalid-identifier": "An identifier that is recorded here is not written as such identifiers are.",
    "newer-evidence-disagrees.says_otherwise.update": "{newer}, which updates {older}, says otherwise by its numbers.",
    "newer-evidence-disagrees.says_otherwise.later": (
        "{newer}, which is later than the sources that are cited, says otherwise by its numbers."
    ),
    "newer-evidence-disagrees.words.update": "{newer}, which updates {older}, says otherwise in words.",
    "newer-evidence-disagrees.words.later": (
        "{newer}, which is later than the sources that are cited, says otherwise in words."
    ),
    "newer-evidence-disagrees.other_size.update": (
        "{newer}, which updates {older}, finds the same direction but another size: {measure} {new}, where it was "
        "{measure} {old}."
    ),
    "newer-evidence-disagrees.other_size.later": (
        "{newer}, which is later than the sources that are cited, finds the same direction but another size: {measure} "
        "{new}, where it was {measure} {old}."
    ),
    "newer-evidence-disagrees.shows_neither.update": (
        "{newer}, which updates {older}, shows neither this nor the opposite."
    ),
    "newer-evidence-disagrees.shows_neither.later": (
        "{newer}, which is later than the sources that are cited, shows neither this nor the opposite."
    ),
    "newer-evidence-disagrees.reports_no_result.update": (
        "{newer} updates {older}, and no result of it on this is recorded."
    ),
    "newer-evidence-disagrees": "A later source does not say quite the same.",
    "number-not-in-source.number": "The number {number} was not found in the text of {source}.",
    "number-not-in-source": "A number that is recorded here was not found in the text of its source.",
    "overlapping-sources.sources": "Some of the same studies are in {sources}, so that these are not independent.",
    "overlapping-sources": "Some of the same studies are in several of the sources that are cited.",
    "population-size-mismatch.size": "The number of {size} people is not that of the sources that are cited.",
    "population-size-mismatch": "The number of people is not that of the sources that are cited.",
    "retracted-source.retracted": "{source} was retracted.",
    "retracted-source.withdrawn": "{source} was withdrawn.",
    "retracted-source.concern": "The publisher of {source} has expressed concern about it.",
    "retracted-source.corrected": "A correction of {source} was published.",
    "retracted-source": "A source that is cited was retracted, withdrawn, corrected or warned of.",
    "retraction-check-stale.source": "Nobody has looked lately whether {source} was retracted.",
    "retraction-check-stale": "Nobody has looked lately whether a source that is cited was retracted.",
    "scope-beyond-source.studied": "This is said of {claimed}, but what {sources} studied is {studied}.",
    "scope-beyond-source.part": (
        "This is said of {claimed}, but {sources} studied {studied} as a whole: what holds for this part is not shown."
    ),
    "scope-beyond-source": "This is said of more than was studied.",
    "source-type-too-weak": "This is said of people, but rests on laboratory studies or single cases alone.",
    "sources-disagree.sources": "The results of {sources} on {outcome} do not go together.",
    "sources-disagree": "The results of two sources on this do not go together.",
    "stated-value-mismatch.source": "The number that the article gives is not the one that {source} reports.",
    "stated-value-mismatch": "The number that the article gives is not the one that its source reports.",
    "study-count-mismatch.count": "The number of {count} studies is not that of {sources}.",
    "study-count-mismatch": "The number of studies is not that of the sources that are cited.",
    "superseded-source.newer": "{source} has been updated or replaced by {newer}.",
    "superseded-source.not_later": "Which source has replaced which may be recorded wrongly.",
    "superseded-source": "A source that is cited has been updated or replaced by a later one.",
    "uncited-claim": "The article cites no source for this.",
    "unidentified-source.citation": (
        "Nobody could find out which document it is that the article cites as {citation}, so that nothing could be "
        "held against it."
    ),
    "unidentified-source": "Nobody could find out which document a source is, so nothing could be held against it.",
    "unused-source": "Nothing refers to this source.",
    "wording-exceeds-certainty.moderate": "This sounds surer than {source}, which rates the certainty as moderate.",
    "wording-exceeds-certainty.low": "This sounds surer than {source}, which rates the certainty as low.",
    "wording-exceeds-certainty.very_low": "This sounds surer than {source}, which rates the certainty as very low.",
    "wording-exceeds-certainty": "This sounds surer than the evidence is rated.",
    "year-mismatch.source": "The article dates {source} to {stated}, but it appeared in {years}.",
    "year-mismatch": "The article gives another year for its source than that in which it appeared.",
}

_OF_CLAIMS = {
    "certainty-conflict.claims": "The article says “{one}”, and elsewhere that the matter is not settled: “{other}”.",
    "certainty-conflict": "Elsewhere the article says that this is not settled.",
    "contradicting-claims.claims": "The article says “{one}”, and elsewhere “{other}”: they can't both be so.",
    "contradicting-claims": "Elsewhere the article says something that can't be so as well.",
    "dropped-qualifier.conditions": "“{one}” repeats “{other}” without its condition: {conditions}.",
    "dropped-qualifier.widened": "“{one}” repeats “{other}”, which is limited to this: {narrower}.",
    "dropped-qualifier.claims": "“{one}” repeats “{other}” and leaves out or changes what limits it.",
    "dropped-qualifier": "The article repeats this and leaves out or changes what limits it.",
    "duplicate-claim": "This may be recorded more than once.",
    "invalid-relation": "How this and another statement of the article belong together may be recorded wrongly.",
    "lookalike-record": "This may be recorded more than once.",
    "unsupported-summary.source": "This sums up {sources}, of which no result on {outcome} is recorded.",
    "unsupported-summary": "This sums up a source of which no result on this is recorded.",
    "whole-contradicts-part.claims": (
        "The article says “{one}”, and elsewhere, of a part or the whole of it, “{other}”: these do not go together."
    ),
    "whole-contradicts-part": "Elsewhere the article says of a part or the whole of this what does not go with it.",
    "qualifier": "The article limits this elsewhere: “{other}”.",
}

_OF_VERDICTS = {
    "verdict.contradicted": "The results of {sources} say otherwise.",
    "verdict.source_inconsistent": (
        "The words and the numbers of {sources} disagree on this, so that one of them says otherwise."
    ),
    "verdict.mixed": "Of the results of {sources}, some agree with this and some say otherwise.",
    "verdict.outdated": "Later evidence that is not cited says otherwise: {sources}.",
    "verdict.unsupported": "The results of {sources} show neither this nor the opposite.",
    "verdict.overstated.absence-overstated": (
        "The results of {sources} point the same way, but do not rule out what is denied."
    ),
    "verdict.overstated.frequency-contradicts-rate": (
        "The results of {sources} point the same way, but it happens more or less often than is said."
    ),
    "verdict.overstated.scope-beyond-source": (
        "The results of {sources} point the same way, but this is said of more than was studied."
    ),
    "verdict.overstated.source-type-too-weak": (
        "The results of {sources} point the same way, but they are not of people."
    ),
    "verdict.overstated.stated-value-mismatch": (
        "The results of {sources} point the same way, but the number is another one."
    ),
    "verdict.overstated.wording-exceeds-certainty": (
        "The results of {sources} point the same way, but this sounds surer than the evidence is."
    ),
    "verdict.overstated": "The results of {sources} point the same way, but carry less than is said.",
    "verdict.supported": "The results of {sources} agree with this.",
    "verdict.indirect": "The results of {sources} agree, but are about something broader or narrower than this.",
    "verdict.unverified.no_source": "No source is cited for this, so there is nothing to hold it against.",
    "verdict.unverified.unidentified": (
        "Nobody could find out which document is cited for this, so there is nothing to hold it against."
    ),
    "verdict.unverified.withdrawn": "The sources that are cited for this were retracted or withdrawn.",
    "verdict.unverified.no_result": "No result on this is recorded of the sources that are cited for it.",
    "verdict.unverified.undecided": (
        "The results of {sources} are on this, but as they are recorded they can't decide it."
    ),
    "verdict.unverified.indirect_otherwise": (
        "There are only results on something broader or narrower than this, of {sources}, and they do not all agree."
    ),
    "verdict.unverified.indirect_neither": (
        "There are only results on something broader or narrower than this, of {sources}, and they show neither this "
        "nor the opposite."
    ),
    "verdict.unverified.same_id": "Its record is not in order, so that it could not be checked.",
    "verdict.unverified.unusable": "Its record is not in order, so that it could not be checked.",
    "verdict.not_applicable": "This says nothing of an effect that results could bear out.",
}

_MORE, _LESS = "{outcome} was more frequent with the treatment", "{outcome} was less frequent with the treatment"
_NEITHER = "{outcome} was shown neither to be more nor to be less frequent with the treatment"
_FINDINGS = {
    "more": f"{_MORE}.",
    "more.percent": f"{_MORE}, by {{low}} % to {{high}} %.",
    "more.times": f"{_MORE}, {{low}} to {{high}} times as frequent.",
    "more.odds_percent": f"{_MORE}, its odds being {{low}} % to {{high}} % higher.",
    "more.odds_times": f"{_MORE}, its odds being {{low}} to {{high}} times as high.",
    "more.mean": "{outcome} was higher with the treatment.",
    "less": f"{_LESS}.",
    "less.percent": f"{_LESS}, by {{low}} % to {{high}} %.",
    "less.odds_percent": f"{_LESS}, its odds being {{low}} % to {{high}} % lower.",
    "less.mean": "{outcome} was lower with the treatment.",
    "not_shown": f"{_NEITHER}.",
    "not_shown.rise": f"{_NEITHER}; a rise by up to {{percent}} % is not excluded.",
    "not_shown.fall": f"{_NEITHER}; a fall by up to {{percent}} % is not excluded.",
    "not_shown.times": f"{_NEITHER}; up to {{times}} times as frequent is not excluded.",
    "not_shown.odds_rise": f"{_NEITHER}; a rise of its odds by up to {{percent}} % is not excluded.",
    "not_shown.odds_fall": f"{_NEITHER}; a fall of its odds by up to {{percent}} % is not excluded.",
    "not_shown.odds_times": f"{_NEITHER}; up to {{times}} times the odds are not excluded.",
    "not_shown.mean": "{outcome} was shown neither to be higher nor to be lower with the treatment.",
    "equivalent": "no difference in {outcome} that matters was found.",
    "differs": "{outcome} differed with the treatment; which way is not reported.",
    "counted": "{events} of {total} people given the treatment had {outcome}.",
    "none_of": "none of {total} people given the treatment had {outcome}; up to 1 in {one_in} is not excluded.",
    "none_of_few": "none of {total} people given the treatment had {outcome}: too few to exclude much.",
    **{
        f"words.{words}": f"the authors report {said.replace('{found}', '{outcome}')}."
        for words, said in _REPORTED.items()
    },
}
_BASES = {
    "studies": "In {studies} studies of {people} people, ",
    "people": "In {people} people, ",
    "source_studies": "In a review of {studies} studies with {people} people in all, ",
    "source_people": "In a study of {people} people in all, ",
    "source": "In {source}, ",
    "same": "In the same source, ",
}
_COULD_SAY = {
    **{
        f"could-say.{finding}.{base}": f"{where}{what}"
        for finding, what in _FINDINGS.items()
        for base, where in _BASES.items()
    },
    "could-say.studied": "What was studied is {scope}.",
    **{
        f"could-say.in_words.{words}": f"In words, the authors report {said.replace('{found}', '{outcome}')}."
        for words, said in _REPORTED.items()
    },
    "could-say.certainty.moderate": "The certainty of this is moderate.",
    "could-say.certainty.low": "The certainty of this is low.",
    "could-say.certainty.very_low": "The certainty of this is very low.",
}

MESSAGES: Mapping[str, str] = {
    **_OF_PASSAGES,
    **_OF_NUMBERS,
    **_OF_SOURCES,
    **_OF_CLAIMS,
    **_OF_VERDICTS,
    **_COULD_SAY,
    **{f"verdict.meaning.{word}": f"{meaning[0].upper()}{meaning[1:]}." for word, meaning in MEANINGS.items()},
    "problem": "A check found something wrong here.",
}
"""Every message, by its id."""
