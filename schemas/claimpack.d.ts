// The types of claims.json, claims.ndjson and report.json, made from their JSON Schemas.

/**
 * The ids of the records concerned, first the one that it is about; of a qualifier, the claim and the one that qualifies it.
 *
 * @minItems 1
 */
export type Subjects = [string, ...string[]];
/**
 * How the claim relates to others of the package.
 */
export type Relations = Relation[];
/**
 * One atomic safety claim of an article, complete in itself. A blank cell of the tables is null.
 */
export type Claim = {
  /**
   * The claim's id. It stays with the claim for good.
   */
  claim_id: string;
  /**
   * The claim's place on the page of the build: relative to the folder of the page, or absolute if the package has a homepage, which is taken for that folder. It stays the same as long as the claim's id and the homepage do.
   */
  link: string;
  /**
   * What sort of claim it is.
   */
  claim_type:
    | "study_result"
    | "synthesis"
    | "adverse_event"
    | "limitation"
    | "requirement"
    | "benefit"
    | "contraindication"
    | "interaction"
    | "recommendation";
  /**
   * The claim in the curator's own words. Never the article's sentence.
   */
  statement: string;
  /**
   * What the recorded evidence makes of the claim as worded, and what that rests on. Show it beside the statement. Null until the package is built, and where a rule that verdicts rest on did not finish.
   */
  verdict: Verdict | null;
  /**
   * What the evidence would carry instead of the claim, made by rule: as much as its results say and no more. Null where the claim is supported, where it says nothing of an effect, or where no result that the verdict rests on can be put into such a sentence.
   */
  could_say: CouldSay | null;
  about: About;
  effect: Effect;
  /**
   * The conditions the claim is limited by, in the curator's words.
   */
  conditions: string | null;
  population_size: PopulationSize;
  /**
   * How many studies the passage says the claim rests on.
   */
  study_count: number | null;
  /**
   * The year of publication that the passage gives for its source.
   */
  stated_year: number | null;
  /**
   * The number that the claim itself states for its effect; null where it states none.
   */
  stated: StatedNumber | null;
  /**
   * The dose that the claim is limited to, in the curator's words.
   */
  dose: string | null;
  /**
   * The time that the claim is about: a number and days, weeks, months or years.
   */
  follow_up: string | null;
  /**
   * How sure the claim sounds. Blank counts as not looked at.
   */
  wording: "asserts" | "probably" | "may" | "unclear" | null;
  /**
   * The sources the article cites for the claim.
   */
  sources: CitedSource[];
  /**
   * What those sources report on what the claim is about. Empty until the package is built.
   */
  estimates: BearingEstimate[];
  /**
   * What later sources that the claim does not cite find on it: updates of a source that it cites, or later ones beside it. Empty until the package is built.
   */
  later_evidence: LaterEvidence[];
  article: CitingArticle;
  passage: Passage;
  relations: Relations;
  /**
   * How other claims of the package relate to this one: what qualifies or contradicts it, say.
   */
  targeted_by: IncomingRelation[];
  /**
   * Anything a reader of the record should know.
   */
  note: string | null;
  /**
   * Who read the record against its article and its source.
   */
  reviewed_by: string | null;
  /**
   * The day of that review.
   */
  reviewed_on: string | null;
  /**
   * The day that was given as that of the build. It is never read from a clock: null where none was given.
   */
  built_on: string | null;
  /**
   * What the validation found wrong with the claim and its evidence, the most severe first, and then what other claims of the article say to limit it. Never show the claim without them. Empty until the package is built.
   */
  caveats: Caveat[];
};

/**
 * What each file of a build holds.
 */
export interface Build {
  "claims.json": ClaimsDocument;
  "a line of claims.ndjson": Claim;
  "report.json": ValidationReport;
}
/**
 * What a claims package says, in one document: its articles, sources, estimates, concepts, passages, caveats and claims. Each is in it once, and names others by their ids.
 */
export interface ClaimsDocument {
  /**
   * The version of this form, as major.minor. What a minor version may change is written in schemas/README.md.
   */
  claims_version: "2.0";
  tool: Tool;
  package: Package;
  /**
   * The day that was given as that of the build. It is never read from a clock: null where none was given.
   */
  built_on: string | null;
  validation: Validation;
  /**
   * What replaces the prefix of a CURIE in same_as, with its colon, in an IRI.
   */
  prefixes: {
    [k: string]: string;
  };
  /**
   * The articles, in the order of the table.
   */
  articles: Article[];
  /**
   * The sources, in the order of the table.
   */
  sources: Source[];
  /**
   * The results that the sources report, in the order of the table.
   */
  estimates: Estimate[];
  /**
   * The concepts, in the order of the table.
   */
  concepts: Concept[];
  /**
   * The passages of the articles that make the claims, in the order of the table.
   */
  passages: Passage[];
  /**
   * What the validation found wrong with the records here and what people said of it, the most severe first, and then what claims say to limit others. Records name the cases of each by their fingerprints.
   */
  caveats: GroupedCaveat[];
  /**
   * The claims, in the order of the table.
   */
  claims: ClaimByReference[];
}
/**
 * What made the document.
 */
export interface Tool {
  /**
   * The tool.
   */
  name: "claimpack";
  /**
   * Its version.
   */
  version: string;
}
/**
 * The package that the document was built from.
 */
export interface Package {
  /**
   * A short name fit for an address.
   */
  name: string;
  /**
   * The version of the data, as major.minor.patch.
   */
  version: string;
  /**
   * Its name for readers.
   */
  title: string;
  /**
   * What it holds.
   */
  description: string | null;
  /**
   * Where it is found on the web.
   */
  homepage: string | null;
  /**
   * Words to find it by.
   */
  keywords: string[];
  /**
   * The names of those who made it.
   */
  contributors: string[];
  /**
   * The licences of the data; each has a name or a path.
   *
   * @minItems 1
   */
  licenses: [Licence, ...Licence[]];
}
/**
 * One licence.
 */
export interface Licence {
  /**
   * Its short name.
   */
  name: string | null;
  /**
   * Where its text is found.
   */
  path: string | null;
  /**
   * Its name for readers.
   */
  title: string | null;
}
/**
 * The check that the document rests on; report.json beside it has all of it.
 */
export interface Validation {
  /**
   * How many rules came to a verdict.
   */
  rules_checked: number;
  /**
   * Rules that had nothing to look at or could not run. What they check is not checked.
   */
  rules_not_run: SkippedRule[];
  /**
   * Rules that looked at a part of what they check.
   */
  rules_run_in_part: SkippedRule[];
  /**
   * How many problems people judged and accepted.
   */
  acknowledged: number;
  /**
   * How many problems nobody has judged: notes, and warnings that were let through.
   */
  unreviewed: number;
}
/**
 * A rule that did not look at everything.
 */
export interface SkippedRule {
  /**
   * The rule's name.
   */
  rule: string;
  /**
   * What it did not look at, and why.
   */
  reason: string;
}
/**
 * An article whose claims the package holds.
 */
export interface Article {
  /**
   * The article's id within this package.
   */
  article_id: string;
  /**
   * The article's title, as published.
   */
  title: string;
  /**
   * Who published the article.
   */
  publisher: string | null;
  /**
   * The author the article names. Blank where it names none.
   */
  author: string | null;
  /**
   * The reviewer the article names. Blank where it names none.
   */
  reviewer: string | null;
  /**
   * The date of publication the article gives.
   */
  published_on: string | null;
  /**
   * Where the article is found on the web. Blank where its address is not known.
   */
  url: string | null;
  /**
   * The article's language as a BCP 47 tag.
   */
  language: string;
  /**
   * An interest of the publisher or author in the subject that a reader should know of.
   */
  competing_interest: string | null;
  /**
   * SHA-256 of the article's normalised text, as UTF-8, in lower-case hexadecimal. Written by the tool.
   */
  text_sha256: string;
  /**
   * Length of the normalised text in Unicode code points. Written by the tool.
   */
  text_length: number;
  /**
   * The article's reference list.
   */
  references: Reference[];
  /**
   * The fingerprints of what the validation found wrong with this record, the most severe first; caveats has each.
   */
  caveats: string[];
}
/**
 * One entry of the reference list.
 */
export interface Reference {
  /**
   * How the article cites the source, as its passages record it, such as 1, Smith et al., 2020 or a DOI.
   */
  citation: string;
  /**
   * The source behind the citation.
   */
  source_id: string;
}
/**
 * A document that an article cites, or that puts one of them into context.
 */
export interface Source {
  /**
   * The source's id.
   */
  source_id: string;
  /**
   * Whether it is known which document this is.
   */
  status: "identified" | "unidentified";
  /**
   * Whether the articles cite it.
   */
  role: "cited" | "context" | null;
  /**
   * What kind of study or document it is.
   */
  source_type:
    | "meta_analysis"
    | "systematic_review"
    | "randomised_trial"
    | "non_randomised_study"
    | "case_report"
    | "narrative_review"
    | "guideline"
    | "registry"
    | "preclinical_study"
    | "preprint"
    | "other"
    | null;
  /**
   * The document's title, as published.
   */
  title: string | null;
  /**
   * The authors, family name first, separated by commas; et al. where the list goes on.
   */
  authors: string | null;
  /**
   * The journal, book or site it appeared in.
   */
  container_title: string | null;
  /**
   * When it was first published: a year, a month or a day.
   */
  issued_on: string | null;
  /**
   * Digital Object Identifier, without an address in front.
   */
  doi: string | null;
  /**
   * PubMed identifier, digits only.
   */
  pmid: string | null;
  /**
   * PubMed Central identifier with its letters.
   */
  pmcid: string | null;
  /**
   * Where it is found on the web, if it has no identifier.
   */
  url: string | null;
  /**
   * How many studies it includes.
   */
  study_count: number | null;
  /**
   * How many participants it includes, all arms together.
   */
  population_size: number | null;
  /**
   * The intervention it studied: a concept of kind intervention. Blank means unrestricted.
   */
  intervention: string | null;
  /**
   * The routes of administration it studied: concepts of kind route. Blank means unrestricted or not seen.
   */
  routes: string[];
  /**
   * The population it studied: a concept of kind population. Blank means unrestricted.
   */
  population: string | null;
  /**
   * The comparator it compared with: a concept of kind comparator. Blank means unrestricted.
   */
  comparator: string | null;
  /**
   * The last day, month or year its literature search covers.
   */
  searched_until: string | null;
  /**
   * What is known of a retraction, correction or expression of concern. none_found counts as a check only with its day in retraction_checked_on.
   */
  retraction_status: "none_found" | "corrected" | "concern" | "retracted" | "withdrawn" | "not_checked" | null;
  /**
   * The day the retraction status was looked up. Without it, none_found is not a check that was made.
   */
  retraction_checked_on: string | null;
  /**
   * Later sources that update or replace this one.
   *
   * @maxItems 100
   */
  superseded_by: string[];
  /**
   * Sources that pooled some of the same studies, so they are not independent evidence.
   *
   * @maxItems 100
   */
  overlaps_with: string[];
  /**
   * Anything a reader of the source should know.
   */
  note: string | null;
  /**
   * The fingerprints of what the validation found wrong with this record, the most severe first; caveats has each.
   */
  caveats: string[];
}
/**
 * One result that a source reports.
 */
export interface Estimate {
  /**
   * The estimate's id.
   */
  estimate_id: string;
  /**
   * The source that reports it.
   */
  source_id: string;
  about: EstimateAboutIds;
  /**
   * The effect measure.
   */
  measure:
    | "RR"
    | "OR"
    | "HR"
    | "IRR"
    | "RD"
    | "MD"
    | "SMD"
    | "ROM"
    | "IRD"
    | "proportion"
    | "rate"
    | "mean"
    | "median"
    | "p_only"
    | "words";
  /**
   * Which way the number runs.
   */
  orientation: "as_named" | "arms_swapped" | "opposite_event" | "not_stated";
  /**
   * The point estimate, digits as printed. Proportions and risk differences are fractions of 1, or per cent where unit is %.
   */
  estimate: PrintedNumber | null;
  /**
   * Lower limit of the confidence interval, digits as printed. Quartiles are not a confidence interval.
   */
  ci_low: PrintedNumber | null;
  /**
   * Upper limit of the confidence interval, digits as printed.
   */
  ci_high: PrintedNumber | null;
  /**
   * Confidence level in per cent.
   */
  ci_level: PrintedNumber | null;
  /**
   * How the interval was made. Blank where it is not stated.
   */
  interval_kind: "wald" | "exact" | "profile" | "bootstrap" | "credible" | "prediction" | "one_sided" | null;
  /**
   * How the p-value is printed.
   */
  p_relation: "=" | "<" | ">" | "<=" | ">=" | null;
  /**
   * The p-value against no effect, digits as printed. Leave out a p-value for non-inferiority, or write "p for non-inferiority" in note: it is then compared with nothing.
   */
  p_value: PrintedNumber | null;
  /**
   * Whether the p-value is one- or two-sided. Blank counts as two.
   */
  p_sides: "one" | "two" | null;
  /**
   * Heterogeneity between studies in per cent.
   */
  i_squared: PrintedNumber | null;
  /**
   * How many studies this number rests on.
   */
  study_count: number | null;
  /**
   * How many participants this number rests on, all arms together.
   */
  population_size: number | null;
  /**
   * People with the outcome in the intervention arm.
   */
  events_intervention: number | null;
  /**
   * People in the intervention arm.
   */
  total_intervention: number | null;
  /**
   * People with the outcome in the control arm.
   */
  events_control: number | null;
  /**
   * People in the control arm.
   */
  total_control: number | null;
  /**
   * The unit of a mean, a difference or a rate, such as mmHg or per 100 person-years. For a proportion or risk difference that is printed in per cent: %.
   */
  unit: string | null;
  /**
   * The risk in the control group that the source gives, as a fraction of 1.
   */
  control_risk: PrintedNumber | null;
  /**
   * What part this result had in its source. Blank where it is not known.
   */
  analysis: "primary" | "secondary" | "subgroup" | "sensitivity" | "post_hoc" | null;
  /**
   * How studies were pooled. Blank where it is not known.
   */
  model: "fixed" | "random" | "random_hksj" | null;
  /**
   * The time that the result is about: a number and days, weeks, months or years.
   */
  follow_up: string | null;
  /**
   * The certainty of the evidence, as the source rates it by GRADE. Blank where it does not.
   */
  certainty: "high" | "moderate" | "low" | "very_low" | null;
  /**
   * What the source's words say of this number. Blank where its words were not seen, or say none of this plainly.
   */
  reported_direction:
    | "increased"
    | "decreased"
    | "no_difference"
    | "no_increase"
    | "no_decrease"
    | "occurs"
    | "not_observed"
    | "favourable"
    | "uncertain"
    | "not_applicable"
    | null;
  /**
   * Where in the source the number is: abstract, a table, a page.
   */
  locator: string;
  /**
   * Anything a reader of the number should know, such as a likely reading of a misprint.
   */
  note: string | null;
  /**
   * What the numbers say of the outcome, computed with allowance for rounding. more or less: the interval excludes no effect, and there is more or less of the outcome with the intervention. not_shown: the interval includes no effect. equivalent: the interval lies within the margin of the outcome. differs: the p-value is significant, and nothing printed says which way. null: nothing is compared, or the numbers decide nothing.
   */
  shows: "more" | "less" | "differs" | "not_shown" | "equivalent" | null;
  /**
   * The result in one line for readers, with the digits as printed.
   */
  in_words: string;
  /**
   * The fingerprints of what the validation found wrong with this record, the most severe first; caveats has each.
   */
  caveats: string[];
}
/**
 * What the estimate is about, as ids of concepts; null is unrestricted.
 */
export interface EstimateAboutIds {
  /**
   * The intervention it is about: a concept of kind intervention. Blank means unrestricted.
   */
  intervention: string | null;
  /**
   * The route it is about: a concept of kind route. Blank means unrestricted.
   */
  route: string | null;
  /**
   * The population it is about: a concept of kind population. Blank means unrestricted.
   */
  population: string | null;
  /**
   * The comparator it compares with: a concept of kind comparator. Blank means unrestricted.
   */
  comparator: string | null;
  /**
   * The outcome it is about: a concept of kind outcome.
   */
  outcome: string;
}
/**
 * A number as its source prints it. Its last digit is rounded: 1.10 is not 1.1.
 */
export interface PrintedNumber {
  /**
   * The digits as printed.
   */
  printed: string;
  /**
   * The same as a number.
   */
  value: number;
}
/**
 * An outcome, intervention, route, population or comparator that records are about.
 */
export interface Concept {
  /**
   * The concept's id.
   */
  concept_id: string;
  /**
   * What the concept is.
   */
  kind: "outcome" | "intervention" | "route" | "population" | "comparator";
  /**
   * The concept's name for readers.
   */
  label: string;
  /**
   * Concepts of the same kind that include this one.
   *
   * @maxItems 100
   */
  broader: string[];
  /**
   * What the concept covers, where the label leaves it open.
   */
  definition: string | null;
  /**
   * Identifiers of the same concept in open vocabularies, as CURIEs.
   *
   * @maxItems 100
   */
  same_as: string[];
  /**
   * Of an outcome: whether more of it is good. Blank counts as no: a harm.
   */
  desirable: "yes" | "no" | "neither" | null;
  /**
   * Of an outcome: whether it is serious, such as death.
   */
  serious: "yes" | "no" | null;
  /**
   * Of an outcome: a ratio, such as 1.05. An interval that lies within 1/margin to margin shows no difference that matters.
   */
  margin: PrintedNumber | null;
  /**
   * The fingerprints of what the validation found wrong with this record, the most severe first; caveats has each.
   */
  caveats: string[];
}
/**
 * Where the claim is in its article.
 */
export interface Passage {
  /**
   * The passage's id.
   */
  passage_id: string;
  /**
   * What the passage is in the article's layout.
   */
  kind: "heading" | "sentence" | "list_item" | "byline" | "table_row" | "caption" | "reference";
  selector: Selector;
  /**
   * SHA-256 of the passage's text, as UTF-8, in lower-case hexadecimal. Written by the tool.
   */
  sha256: string;
  /**
   * The passage's first few words, to find it by eye.
   */
  opening_words: string | null;
  /**
   * The passage's last few words, to find it by eye.
   */
  closing_words: string | null;
  /**
   * The article's address with a text fragment that leads a browser to the passage; null where the article has no address.
   */
  url: string | null;
  /**
   * What the passage cites, each as the article prints it, without brackets: a number, a letter or sign, author and year, or an identifier. Write a semicolon within one as %3B. Each is in the references table for its article.
   *
   * @maxItems 100
   */
  citations: string[];
}
/**
 * A text position selector of the Web Annotation Data Model: half-open offsets, in code points, into the article's normalised text.
 */
export interface Selector {
  /**
   * The selector's class in the Web Annotation Data Model.
   */
  type: "TextPositionSelector";
  /**
   * Offset of the passage's first code point in the normalised text, counted from 0. Written by the tool.
   */
  start: number;
  /**
   * Offset just past the passage's last code point (half-open). Written by the tool.
   */
  end: number;
}
/**
 * A caveat as a claim of claims.ndjson has it, once for all its cases: those that say the same of several records and were judged the same.
 */
export interface GroupedCaveat {
  /**
   * problem: the validation found it. qualifier: another claim of the article limits this one, as the relations record.
   */
  kind: "problem" | "qualifier";
  /**
   * The rule that found it; claimpack explain says what it checks and why. New rules come with new versions of Claimpack. Null for a qualifier, which no rule found.
   */
  rule: string | null;
  /**
   * error: a record is wrong. warning: a claim and its evidence or another claim disagree, or cannot be checked. note: worth knowing.
   */
  severity: "error" | "warning" | "note";
  /**
   * What is wrong, as one sentence without a full stop, for curators; of a qualifier, which claim limits this one and what it says.
   */
  message: string;
  plain: PlainSentence;
  /**
   * The table of the record that it is about: a claim has its caveats and those of its passage, article, concepts, sources and estimates.
   */
  resource: "articles" | "passages" | "claims" | "sources" | "estimates" | "concepts";
  /**
   * Whether people judged and accepted the problem, or noted on the qualifier what it limits. If not, reason and the members after it are null.
   */
  reviewed: boolean;
  /**
   * Why the problem is accepted, or what the qualifier limits. It travels with the claim to every app that shows it.
   */
  reason: string | null;
  /**
   * Who accepted it.
   */
  acknowledged_by: string | null;
  /**
   * The day it was accepted.
   */
  acknowledged_on: string | null;
  /**
   * The last day on which the judgement holds. After it, look at the problem again.
   */
  review_by: string | null;
  /**
   * Each case of it: records name the caveat by its fingerprint.
   *
   * @minItems 1
   */
  cases: [Case, ...Case[]];
}
/**
 * A sentence for readers, with no id of a record and no name of a column in it. messages.json has each message with its values in braces, to be said in another language.
 */
export interface PlainSentence {
  /**
   * The sentence in English.
   */
  text: string;
  /**
   * The message: the rule or the verdict, and a variant behind a full stop. New ones come with new versions of Claimpack, so have a way out for one that is not known: the text.
   */
  message_id: string;
  /**
   * The values of the message, by name: text that stays as it is in every language, whole numbers, and lists.
   */
  data: {
    [k: string]: string | number | string[];
  };
}
/**
 * One case of a caveat.
 */
export interface Case {
  subjects: Subjects;
  /**
   * Names the problem, or the qualifier, for as long as the values it rests on are the same.
   */
  fingerprint: string;
}
/**
 * A claim that names its passage, sources, estimates, concepts and caveats by their ids; claims.ndjson has it complete. What relates to it is in relations of the other claim.
 */
export interface ClaimByReference {
  /**
   * The claim's id. It stays with the claim for good.
   */
  claim_id: string;
  /**
   * The claim's place on the page of the build: relative to the folder of the page, or absolute if the package has a homepage, which is taken for that folder. It stays the same as long as the claim's id and the homepage do.
   */
  link: string;
  /**
   * What sort of claim it is.
   */
  claim_type:
    | "study_result"
    | "synthesis"
    | "adverse_event"
    | "limitation"
    | "requirement"
    | "benefit"
    | "contraindication"
    | "interaction"
    | "recommendation";
  /**
   * The claim in the curator's own words. Never the article's sentence.
   */
  statement: string;
  /**
   * What the recorded evidence makes of the claim as worded, and what that rests on. Show it beside the statement. Null until the package is built, and where a rule that verdicts rest on did not finish.
   */
  verdict: Verdict | null;
  /**
   * What the evidence would carry instead of the claim, made by rule: as much as its results say and no more. Null where the claim is supported, where it says nothing of an effect, or where no result that the verdict rests on can be put into such a sentence.
   */
  could_say: CouldSay | null;
  about: ClaimAboutIds;
  effect: Effect;
  /**
   * The conditions the claim is limited by, in the curator's words.
   */
  conditions: string | null;
  population_size: PopulationSize;
  /**
   * How many studies the passage says the claim rests on.
   */
  study_count: number | null;
  /**
   * The year of publication that the passage gives for its source.
   */
  stated_year: number | null;
  /**
   * The number that the claim itself states for its effect; null where it states none.
   */
  stated: StatedNumber | null;
  /**
   * The dose that the claim is limited to, in the curator's words.
   */
  dose: string | null;
  /**
   * The time that the claim is about: a number and days, weeks, months or years.
   */
  follow_up: string | null;
  /**
   * How sure the claim sounds. Blank counts as not looked at.
   */
  wording: "asserts" | "probably" | "may" | "unclear" | null;
  /**
   * The ids of the sources the article cites for the claim.
   */
  source_ids: string[];
  /**
   * What those sources report on what the claim is about.
   */
  estimates: Bearing[];
  /**
   * What later sources that the claim does not cite find on it: updates of a source that it cites, or later ones beside it.
   */
  later_evidence: Later[];
  /**
   * The id of the article that makes the claim.
   */
  article_id: string;
  /**
   * The id of the passage of the article that makes the claim.
   */
  passage_id: string;
  relations: Relations;
  /**
   * Anything a reader of the record should know.
   */
  note: string | null;
  /**
   * Who read the record against its article and its source.
   */
  reviewed_by: string | null;
  /**
   * The day of that review.
   */
  reviewed_on: string | null;
  /**
   * The fingerprints of what the validation found wrong with the claim and its evidence, the most severe first, and then of what other claims of the article say to limit it; caveats has each. Never show the claim without them.
   */
  caveats: string[];
}
/**
 * What the recorded evidence makes of a claim as worded. It is about the article and its sources: accepting a problem never changes it.
 */
export interface Verdict {
  /**
   * The verdict. contradicted: its sources say otherwise. source_inconsistent: the words and the numbers of a source disagree. mixed: some of its sources' results agree and others say otherwise. outdated: a later source says otherwise. overstated: its sources carry less than it says. unsupported: its sources show neither this nor the opposite. unverified: no recorded result decides it. indirect: there are only results on something broader or narrower, and they agree. supported: a direct result of a cited source agrees. not_applicable: there is nothing that evidence could bear out.
   */
  word:
    | "contradicted"
    | "source_inconsistent"
    | "mixed"
    | "outdated"
    | "overstated"
    | "unsupported"
    | "unverified"
    | "indirect"
    | "supported"
    | "not_applicable";
  plain: PlainSentence;
  /**
   * Why, for curators, as one sentence without a full stop.
   */
  reason: string;
  because: Because;
}
/**
 * What it rests on.
 */
export interface Because {
  /**
   * The ids of the estimates, of the claim's own or of later evidence.
   */
  estimates: string[];
  /**
   * The keys of the causes in report.json.
   */
  causes: string[];
}
/**
 * What the evidence of a claim would carry. Nobody has read it before it was published: say so.
 */
export interface CouldSay {
  /**
   * What made it: a rule, and no person.
   */
  made_by: "rule";
  /**
   * The ids of the estimates that it is made from.
   */
  estimates: string[];
  /**
   * The sentences, to be shown in a row, in English or in another language.
   */
  sentences: PlainSentence[];
}
/**
 * What the claim is about, as ids of concepts; null is unrestricted.
 */
export interface ClaimAboutIds {
  /**
   * The intervention the claim is about: a concept of kind intervention. Blank means unrestricted.
   */
  intervention: string | null;
  /**
   * The route the claim is about: a concept of kind route. Blank means unrestricted.
   */
  route: string | null;
  /**
   * The population the claim is about: a concept of kind population. Blank means unrestricted.
   */
  population: string | null;
  /**
   * The comparator the claim compares with: a concept of kind comparator. Blank means unrestricted.
   */
  comparator: string | null;
  /**
   * The outcome the claim is about: a concept of kind outcome. Blank means unrestricted.
   */
  outcome: string | null;
}
/**
 * What the claim says of the outcome.
 */
export interface Effect {
  /**
   * What the claim says of the outcome; never what its source shows.
   */
  direction:
    | "increased"
    | "decreased"
    | "no_difference"
    | "no_increase"
    | "no_decrease"
    | "occurs"
    | "not_observed"
    | "favourable"
    | "uncertain"
    | "not_applicable";
  /**
   * How severe the claim says the outcome is. Blank where it says nothing.
   */
  severity: "mild" | "moderate" | "serious" | "any" | null;
  /**
   * How often the claim says the outcome occurs, in its words. Blank where it says nothing.
   */
  frequency: "very_common" | "common" | "uncommon" | "some" | "rare" | "very_rare" | "not_known" | null;
  /**
   * When the claim says the outcome begins, in the curator's words.
   */
  onset: string | null;
}
/**
 * A number of people, and whose: those that the article states, or the whole source, which is not the number of people behind this outcome.
 */
export interface PopulationSize {
  /**
   * The number of people that the article states for the claim, or the size of its source; population_basis says which. from_source is the size of the whole source (of the largest one if several are cited), not the number of people behind this outcome: say so where you show it.
   */
  value: number | null;
  /**
   * Where population_size comes from. from_source is the size of the whole source, not the number of people behind this outcome: say so where you show it.
   */
  basis: "stated" | "from_source" | "not_reported" | "not_applicable";
}
/**
 * A number that a claim states for its effect.
 */
export interface StatedNumber {
  /**
   * What kind of number the claim itself states for its effect. Blank where it states none.
   */
  measure:
    | "percent"
    | "one_in"
    | "count"
    | "fold"
    | "percent_change"
    | "RR"
    | "OR"
    | "HR"
    | "IRR"
    | "RD"
    | "MD"
    | "SMD"
    | "proportion"
    | "ROM"
    | "IRD"
    | "rate"
    | "mean"
    | "median";
  /**
   * The number that the claim states, in digits: 3.7 for 3.7-fold, 1000 for 1 in 1,000.
   */
  value: PrintedNumber | null;
  /**
   * The lower end, where the claim states a range.
   */
  low: PrintedNumber | null;
  /**
   * The upper end, where the claim states a range. For up to 10 %, write 10 here and leave stated_low blank.
   */
  high: PrintedNumber | null;
  /**
   * The same number for the comparator, where the claim states both.
   */
  control_value: PrintedNumber | null;
}
/**
 * How an estimate bears on a claim.
 */
export interface Bearing {
  /**
   * The estimate's id.
   */
  estimate_id: string;
  /**
   * What it says of this claim. supports: it agrees. disputes: it says otherwise. shows_neither: it includes both what is claimed and none of it. inconsistent: the words of its source and its own number disagree, and the claim agrees with one of them. says_nothing: it can't be compared with what is claimed. Only a direct result says it of the claim itself.
   */
  stance: "supports" | "disputes" | "shows_neither" | "inconsistent" | "says_nothing";
  /**
   * What of it decides the stance: its interval or number, its p-value, the counts of both groups, or what its source says in words. Null where it says nothing of the claim.
   */
  decided_by: "number" | "p_value" | "counts" | "words" | null;
  /**
   * Whether the estimate is about the same as the claim or about what entails it, so that what it shows it shows of the claim itself.
   */
  is_direct: boolean;
  /**
   * How the scope of the estimate relates to that of the claim, in each respect. equal: the same concept, or both unrestricted. broader, narrower: the estimate's concept is broader or narrower than the claim's. unsaid: the claim leaves it open, so that it has the scope of its source. Null where the scope does not matter: a serious outcome beside a claim of overall safety.
   */
  scope: Scope | null;
}
/**
 * How the scope of an estimate relates to that of a claim, in each respect.
 */
export interface Scope {
  /**
   * How the intervention of the estimate relates to that of the claim.
   */
  intervention: "equal" | "broader" | "narrower" | "unsaid";
  /**
   * How the route of the estimate relates to that of the claim.
   */
  route: "equal" | "broader" | "narrower" | "unsaid";
  /**
   * How the population of the estimate relates to that of the claim.
   */
  population: "equal" | "broader" | "narrower" | "unsaid";
  /**
   * How the comparator of the estimate relates to that of the claim.
   */
  comparator: "equal" | "broader" | "narrower" | "unsaid";
  /**
   * How the outcome of the estimate relates to that of the claim.
   */
  outcome: "equal" | "broader" | "narrower" | "unsaid";
}
/**
 * What a later source that the claim does not cite finds on it.
 */
export interface Later {
  /**
   * The id of the later source.
   */
  source_id: string;
  /**
   * The id of the cited source that it updates. Null where it is only beside those that are cited.
   */
  updates: string | null;
  /**
   * What it finds. says_otherwise: the opposite, or that there is none of it. other_size: the same direction, and surely of another size. agrees: the same. shows_neither: its interval includes both what is claimed and none of it. reports_no_result: the source that it updates has a result on this, and this source has none on record, which takes nothing away from the older one.
   */
  finds: "says_otherwise" | "other_size" | "agrees" | "shows_neither" | "reports_no_result";
  /**
   * Whether its numbers or its words say so. Null if it reports no result.
   */
  decided_by: "number" | "words" | null;
  /**
   * Whether one of the estimates is about the very same as the claim.
   */
  is_direct: boolean;
  /**
   * Whether it is no update and by its type carries less than a source that the claim cites. It outdates nothing then.
   */
  is_weaker: boolean;
  /**
   * The estimates of it that this rests on; none if it reports no result.
   */
  estimates: Bearing[];
}
/**
 * How this claim relates to another.
 */
export interface Relation {
  /**
   * How it relates to the target. What qualifies needs a note.
   */
  relation: "restates" | "summarises" | "qualifies" | "contradicts";
  /**
   * The claim it relates to.
   */
  target_claim_id: string;
  /**
   * Anything a reader of the relation should know. If a claim qualifies another, the note says in a sentence what is limited, and apps show it beside the other claim. Without a note, a relation does not silence certainty-conflict and unsupported-summary.
   */
  note: string | null;
}
/**
 * What the claim is about; null is unrestricted.
 */
export interface About {
  /**
   * The intervention the claim is about: a concept of kind intervention. Blank means unrestricted.
   */
  intervention: NamedConcept | null;
  /**
   * The route the claim is about: a concept of kind route. Blank means unrestricted.
   */
  route: NamedConcept | null;
  /**
   * The population the claim is about: a concept of kind population. Blank means unrestricted.
   */
  population: NamedConcept | null;
  /**
   * The comparator the claim compares with: a concept of kind comparator. Blank means unrestricted.
   */
  comparator: NamedConcept | null;
  /**
   * The outcome the claim is about: a concept of kind outcome. Blank means unrestricted.
   */
  outcome: NamedConcept | null;
}
/**
 * A concept of the package.
 */
export interface NamedConcept {
  /**
   * The concept's id.
   */
  concept_id: string;
  /**
   * The concept's name for readers.
   */
  label: string;
  /**
   * Identifiers of the same concept in open vocabularies, as CURIEs.
   *
   * @maxItems 100
   */
  same_as: string[];
}
/**
 * A source as far as it is identified. The list of sources has the rest of what is known of it.
 */
export interface CitedSource {
  /**
   * The source's id.
   */
  source_id: string;
  /**
   * Whether it is known which document this is.
   */
  status: "identified" | "unidentified";
  /**
   * What kind of study or document it is.
   */
  source_type:
    | "meta_analysis"
    | "systematic_review"
    | "randomised_trial"
    | "non_randomised_study"
    | "case_report"
    | "narrative_review"
    | "guideline"
    | "registry"
    | "preclinical_study"
    | "preprint"
    | "other"
    | null;
  /**
   * The document's title, as published.
   */
  title: string | null;
  /**
   * The authors, family name first, separated by commas; et al. where the list goes on.
   */
  authors: string | null;
  /**
   * The journal, book or site it appeared in.
   */
  container_title: string | null;
  /**
   * When it was first published: a year, a month or a day.
   */
  issued_on: string | null;
  /**
   * Digital Object Identifier, without an address in front.
   */
  doi: string | null;
  /**
   * PubMed identifier, digits only.
   */
  pmid: string | null;
  /**
   * PubMed Central identifier with its letters.
   */
  pmcid: string | null;
  /**
   * Where it is found on the web, if it has no identifier.
   */
  url: string | null;
  /**
   * How many studies it includes.
   */
  study_count: number | null;
  /**
   * How many participants it includes, all arms together.
   */
  population_size: number | null;
  /**
   * What is known of a retraction, correction or expression of concern. none_found counts as a check only with its day in retraction_checked_on.
   */
  retraction_status: "none_found" | "corrected" | "concern" | "retracted" | "withdrawn" | "not_checked" | null;
  /**
   * The day the retraction status was looked up. Without it, none_found is not a check that was made.
   */
  retraction_checked_on: string | null;
  /**
   * Later sources that update or replace this one.
   *
   * @maxItems 100
   */
  superseded_by: string[];
}
/**
 * What a source reports on what the claim is about: one that the claim cites or, in later_evidence, a later one.
 */
export interface BearingEstimate {
  /**
   * The estimate's id.
   */
  estimate_id: string;
  /**
   * The source that reports it.
   */
  source_id: string;
  about: EstimateAbout;
  /**
   * The effect measure.
   */
  measure:
    | "RR"
    | "OR"
    | "HR"
    | "IRR"
    | "RD"
    | "MD"
    | "SMD"
    | "ROM"
    | "IRD"
    | "proportion"
    | "rate"
    | "mean"
    | "median"
    | "p_only"
    | "words";
  /**
   * Which way the number runs.
   */
  orientation: "as_named" | "arms_swapped" | "opposite_event" | "not_stated";
  /**
   * The point estimate, digits as printed. Proportions and risk differences are fractions of 1, or per cent where unit is %.
   */
  estimate: PrintedNumber | null;
  /**
   * Lower limit of the confidence interval, digits as printed. Quartiles are not a confidence interval.
   */
  ci_low: PrintedNumber | null;
  /**
   * Upper limit of the confidence interval, digits as printed.
   */
  ci_high: PrintedNumber | null;
  /**
   * Confidence level in per cent.
   */
  ci_level: PrintedNumber | null;
  /**
   * How the interval was made. Blank where it is not stated.
   */
  interval_kind: "wald" | "exact" | "profile" | "bootstrap" | "credible" | "prediction" | "one_sided" | null;
  /**
   * How the p-value is printed.
   */
  p_relation: "=" | "<" | ">" | "<=" | ">=" | null;
  /**
   * The p-value against no effect, digits as printed. Leave out a p-value for non-inferiority, or write "p for non-inferiority" in note: it is then compared with nothing.
   */
  p_value: PrintedNumber | null;
  /**
   * Whether the p-value is one- or two-sided. Blank counts as two.
   */
  p_sides: "one" | "two" | null;
  /**
   * Heterogeneity between studies in per cent.
   */
  i_squared: PrintedNumber | null;
  /**
   * How many studies this number rests on.
   */
  study_count: number | null;
  /**
   * How many participants this number rests on, all arms together.
   */
  population_size: number | null;
  /**
   * People with the outcome in the intervention arm.
   */
  events_intervention: number | null;
  /**
   * People in the intervention arm.
   */
  total_intervention: number | null;
  /**
   * People with the outcome in the control arm.
   */
  events_control: number | null;
  /**
   * People in the control arm.
   */
  total_control: number | null;
  /**
   * The unit of a mean, a difference or a rate, such as mmHg or per 100 person-years. For a proportion or risk difference that is printed in per cent: %.
   */
  unit: string | null;
  /**
   * The risk in the control group that the source gives, as a fraction of 1.
   */
  control_risk: PrintedNumber | null;
  /**
   * What part this result had in its source. Blank where it is not known.
   */
  analysis: "primary" | "secondary" | "subgroup" | "sensitivity" | "post_hoc" | null;
  /**
   * How studies were pooled. Blank where it is not known.
   */
  model: "fixed" | "random" | "random_hksj" | null;
  /**
   * The time that the result is about: a number and days, weeks, months or years.
   */
  follow_up: string | null;
  /**
   * The certainty of the evidence, as the source rates it by GRADE. Blank where it does not.
   */
  certainty: "high" | "moderate" | "low" | "very_low" | null;
  /**
   * What the source's words say of this number. Blank where its words were not seen, or say none of this plainly.
   */
  reported_direction:
    | "increased"
    | "decreased"
    | "no_difference"
    | "no_increase"
    | "no_decrease"
    | "occurs"
    | "not_observed"
    | "favourable"
    | "uncertain"
    | "not_applicable"
    | null;
  /**
   * Where in the source the number is: abstract, a table, a page.
   */
  locator: string;
  /**
   * Anything a reader of the number should know, such as a likely reading of a misprint.
   */
  note: string | null;
  /**
   * What the numbers say of the outcome, computed with allowance for rounding. more or less: the interval excludes no effect, and there is more or less of the outcome with the intervention. not_shown: the interval includes no effect. equivalent: the interval lies within the margin of the outcome. differs: the p-value is significant, and nothing printed says which way. null: nothing is compared, or the numbers decide nothing.
   */
  shows: "more" | "less" | "differs" | "not_shown" | "equivalent" | null;
  /**
   * The result in one line for readers, with the digits as printed.
   */
  in_words: string;
  /**
   * What it says of this claim. supports: it agrees. disputes: it says otherwise. shows_neither: it includes both what is claimed and none of it. inconsistent: the words of its source and its own number disagree, and the claim agrees with one of them. says_nothing: it can't be compared with what is claimed. Only a direct result says it of the claim itself.
   */
  stance: "supports" | "disputes" | "shows_neither" | "inconsistent" | "says_nothing";
  /**
   * What of it decides the stance: its interval or number, its p-value, the counts of both groups, or what its source says in words. Null where it says nothing of the claim.
   */
  decided_by: "number" | "p_value" | "counts" | "words" | null;
  /**
   * Whether the estimate is about the same as the claim or about what entails it, so that what it shows it shows of the claim itself.
   */
  is_direct: boolean;
  /**
   * How the scope of the estimate relates to that of the claim, in each respect. equal: the same concept, or both unrestricted. broader, narrower: the estimate's concept is broader or narrower than the claim's. unsaid: the claim leaves it open, so that it has the scope of its source. Null where the scope does not matter: a serious outcome beside a claim of overall safety.
   */
  scope: Scope | null;
}
/**
 * What the estimate is about; null is unrestricted.
 */
export interface EstimateAbout {
  /**
   * The intervention it is about: a concept of kind intervention. Blank means unrestricted.
   */
  intervention: NamedConcept | null;
  /**
   * The route it is about: a concept of kind route. Blank means unrestricted.
   */
  route: NamedConcept | null;
  /**
   * The population it is about: a concept of kind population. Blank means unrestricted.
   */
  population: NamedConcept | null;
  /**
   * The comparator it compares with: a concept of kind comparator. Blank means unrestricted.
   */
  comparator: NamedConcept | null;
  /**
   * The outcome it is about: a concept of kind outcome.
   */
  outcome: NamedConcept;
}
/**
 * What a later source that the claim does not cite finds on it.
 */
export interface LaterEvidence {
  source: CitedSource;
  /**
   * The id of the cited source that it updates. Null where it is only beside those that are cited.
   */
  updates: string | null;
  /**
   * What it finds. says_otherwise: the opposite, or that there is none of it. other_size: the same direction, and surely of another size. agrees: the same. shows_neither: its interval includes both what is claimed and none of it. reports_no_result: the source that it updates has a result on this, and this source has none on record, which takes nothing away from the older one.
   */
  finds: "says_otherwise" | "other_size" | "agrees" | "shows_neither" | "reports_no_result";
  /**
   * Whether its numbers or its words say so. Null if it reports no result.
   */
  decided_by: "number" | "words" | null;
  /**
   * Whether one of the estimates is about the very same as the claim.
   */
  is_direct: boolean;
  /**
   * Whether it is no update and by its type carries less than a source that the claim cites. It outdates nothing then.
   */
  is_weaker: boolean;
  /**
   * The estimates of it that this rests on; none if it reports no result.
   */
  estimates: BearingEstimate[];
}
/**
 * The article that makes the claim. The list of articles has the rest of what is known of it.
 */
export interface CitingArticle {
  /**
   * The article's id within this package.
   */
  article_id: string;
  /**
   * The article's title, as published.
   */
  title: string;
  /**
   * Who published the article.
   */
  publisher: string | null;
  /**
   * The date of publication the article gives.
   */
  published_on: string | null;
  /**
   * An interest of the publisher or author in the subject that a reader should know of.
   */
  competing_interest: string | null;
  /**
   * Where the article is found on the web. Blank where its address is not known.
   */
  url: string | null;
}
/**
 * How another claim relates to this one.
 */
export interface IncomingRelation {
  /**
   * The claim that relates.
   */
  claim_id: string;
  /**
   * How it relates to the target. What qualifies needs a note.
   */
  relation: "restates" | "summarises" | "qualifies" | "contradicts";
  /**
   * Anything a reader of the relation should know. If a claim qualifies another, the note says in a sentence what is limited, and apps show it beside the other claim. Without a note, a relation does not silence certainty-conflict and unsupported-summary.
   */
  note: string | null;
}
/**
 * A problem that the validation found, and what people said of it, or what another claim of the article says to limit this one. Show it wherever you show what it is of.
 */
export interface Caveat {
  /**
   * problem: the validation found it. qualifier: another claim of the article limits this one, as the relations record.
   */
  kind: "problem" | "qualifier";
  /**
   * The rule that found it; claimpack explain says what it checks and why. New rules come with new versions of Claimpack. Null for a qualifier, which no rule found.
   */
  rule: string | null;
  /**
   * error: a record is wrong. warning: a claim and its evidence or another claim disagree, or cannot be checked. note: worth knowing.
   */
  severity: "error" | "warning" | "note";
  /**
   * What is wrong, as one sentence without a full stop, for curators; of a qualifier, which claim limits this one and what it says.
   */
  message: string;
  plain: PlainSentence;
  /**
   * The table of the record that it is about: a claim has its caveats and those of its passage, article, concepts, sources and estimates.
   */
  resource: "articles" | "passages" | "claims" | "sources" | "estimates" | "concepts";
  subjects: Subjects;
  /**
   * Names the problem, or the qualifier, for as long as the values it rests on are the same.
   */
  fingerprint: string;
  /**
   * Whether people judged and accepted the problem, or noted on the qualifier what it limits. If not, reason and the members after it are null.
   */
  reviewed: boolean;
  /**
   * Why the problem is accepted, or what the qualifier limits. It travels with the claim to every app that shows it.
   */
  reason: string | null;
  /**
   * Who accepted it.
   */
  acknowledged_by: string | null;
  /**
   * The day it was accepted.
   */
  acknowledged_on: string | null;
  /**
   * The last day on which the judgement holds. After it, look at the problem again.
   */
  review_by: string | null;
}
/**
 * What one run of claimpack validate found.
 */
export interface ValidationReport {
  /**
   * The version of this form. It has no minor versions: a report of another form has another number.
   */
  report_version: "2";
  tool: CheckingTool;
  package: CheckedPackage;
  /**
   * False if a rule crashed, a file could not be read for want of permission, or nothing was examined at all.
   */
  complete: boolean;
  /**
   * What each rule did, in the order of the list of rules.
   */
  rules: Rule[];
  /**
   * Every problem, by file, row and column.
   */
  problems: Problem[];
  /**
   * The causes of the problems, each once: the most severe first, and within a severity by file, row and column.
   */
  causes: Cause[];
  /**
   * What the recorded evidence makes of each claim as worded, in the order of the table. Empty where a rule that verdicts rest on was left out or did not finish.
   */
  verdicts: ClaimVerdict[];
  summary: Summary;
}
/**
 * What made the report.
 */
export interface CheckingTool {
  /**
   * The tool.
   */
  name: "claimpack";
  /**
   * Its version.
   */
  version: string;
}
/**
 * What was checked.
 */
export interface CheckedPackage {
  /**
   * The package's name; blank where its descriptor gives none.
   */
  name: string;
  /**
   * The version of its data; blank where its descriptor gives none.
   */
  version: string;
  /**
   * The descriptor's path as it was given; in a build, only its name.
   */
  path: string;
}
/**
 * What one rule did.
 */
export interface Rule {
  /**
   * The rule's name.
   */
  rule: string;
  /**
   * How grave its problems are; some of them may be milder.
   */
  severity: "error" | "warning" | "note";
  /**
   * passed: it looked at everything and found nothing. failed: it found problems. not_run: it found none, but looked at nothing or had to leave something out; reason says what. crashed: it did not finish.
   */
  status: "passed" | "failed" | "not_run" | "crashed";
  /**
   * How many things it looked at.
   */
  examined: number;
  /**
   * How many problems it found, acknowledged ones included.
   */
  problems: number;
  /**
   * Why it did not run, or not on everything, or how it crashed; null if there is nothing to say.
   */
  reason: string | null;
}
/**
 * One problem.
 */
export interface Problem {
  /**
   * The rule that found it.
   */
  rule: string;
  /**
   * error: a record is wrong. warning: a claim and its evidence or another claim disagree, or cannot be checked. note: worth knowing.
   */
  severity: "error" | "warning" | "note";
  /**
   * What is wrong, as one sentence without a full stop.
   */
  message: string;
  /**
   * What to do about it, in whole sentences.
   */
  hint: string | null;
  /**
   * The values that the message is made of, by name, so that it can be said in another language; empty where the rule gives none.
   */
  data: {
    [k: string]: string | number | null | (string | number | null)[];
  };
  /**
   * The table's name; null where it is in no table.
   */
  resource: string | null;
  /**
   * The file, relative to the package.
   */
  path: string;
  /**
   * The record as a spreadsheet counts, the header being 1.
   */
  row: number | null;
  /**
   * The record's first physical line.
   */
  line: number | null;
  /**
   * The field's name.
   */
  column: string | null;
  /**
   * The spreadsheet address.
   */
  cell: string | null;
  /**
   * The ids of the records concerned, first the one that it is about.
   */
  subjects: string[];
  /**
   * The key of its cause: problems that one correction or one judgement would settle have the same.
   */
  cause: string;
  /**
   * Made of the rule, the subjects and the values judged, never of positions.
   */
  fingerprint: string;
  /**
   * Whether people judged and accepted it.
   */
  acknowledged: boolean;
  /**
   * Why they accepted it; null if they did not.
   */
  reason: string | null;
}
/**
 * Problems that one correction or one judgement would settle.
 */
export interface Cause {
  /**
   * Its key, which its problems have.
   */
  cause: string;
  /**
   * The rule that found it.
   */
  rule: string;
  /**
   * That of its most severe problem; acknowledged problems count only where all are.
   */
  severity: "error" | "warning" | "note";
  /**
   * That of the first of its most severe problems, as one sentence without a full stop.
   */
  message: string;
  /**
   * The ids of the records concerned, each once.
   */
  subjects: string[];
  /**
   * How many problems it has, acknowledged ones included.
   */
  problems: number;
  /**
   * Whether people judged and accepted all of it.
   */
  acknowledged: boolean;
  /**
   * Why they accepted it, the different reasons in a row; null if they did not.
   */
  reason: string | null;
}
/**
 * The verdict on one claim, and what it rests on.
 */
export interface ClaimVerdict {
  /**
   * The claim.
   */
  claim_id: string;
  /**
   * One word. Accepting a problem never changes it.
   */
  verdict:
    | "contradicted"
    | "source_inconsistent"
    | "mixed"
    | "outdated"
    | "overstated"
    | "unsupported"
    | "unverified"
    | "indirect"
    | "supported"
    | "not_applicable";
  /**
   * Why, as one sentence without a full stop.
   */
  reason: string;
  because: VerdictBasis;
}
/**
 * What it rests on.
 */
export interface VerdictBasis {
  /**
   * The ids of the estimates.
   */
  estimates: string[];
  /**
   * The keys of causes in this report.
   */
  causes: string[];
}
/**
 * Counts of problems and of their causes. Acknowledged problems are counted apart.
 */
export interface Summary {
  /**
   * How many errors are not acknowledged.
   */
  errors: number;
  /**
   * How many warnings are not acknowledged.
   */
  warnings: number;
  /**
   * How many notes are not acknowledged.
   */
  notes: number;
  /**
   * How many problems are acknowledged.
   */
  acknowledged: number;
  /**
   * How many causes the problems have that are not acknowledged.
   */
  causes: number;
  /**
   * How many claims have each verdict; those that no claim has are left out.
   */
  verdicts: {
    [k: string]: number;
  };
  /**
   * How many records each readable table has.
   */
  records: {
    [k: string]: number;
  };
}
