import type { FeatureCollection, Geometry } from 'geojson';

// The answers of the server, as `armistice serve` documents them in /api/v1/openapi.json.
// Times are RFC 3339 in the agreement's zone.

export type Time = string;
export type Truth = 'violated' | 'unknown' | 'pending' | 'kept';
export type Grade = 'none' | 'claimed' | 'reported' | 'corroborated' | 'verified';

export interface Span {
  from: Time;
  to: Time;
}

export interface Case {
  name: string;
  agreement: string;
  signed: Time | null;
  time_zone: string;
  parties: { name: string; title: string }[];
  bodies: { name: string; title: string }[];
  /** First and last instant that anything of the case speaks of. */
  from: Time | null;
  to: Time | null;
  facts: number;
  set_aside: number;
  /** Objects that are heard of, their reports, and the passages told of them. */
  objects: number;
  reports: number;
  passages: number;
  record: { size: number; root: string; is_log: boolean; facts: number };
  /** Which run of the server counts the versions. */
  run: string;
  /** Who decides on claims here; null where the page only shows. */
  review: string | null;
  /** Counts up when the case changes on disk. */
  version: number;
  default_as_of: Time;
  /** When the last thing was learned that the place of the question holds. */
  known_at: Time;
  /** West, south, east, north in degrees. */
  bounds: [number, number, number, number] | null;
}

export interface Verdict {
  id: string;
  norm: string;
  article: string;
  section: string | null;
  bearer: string;
  bearers: string[];
  state: string;
  /** Null: not binding now. */
  truth: Truth | null;
  grade: Grade;
  flags: string[];
  reason: string | null;
  since: Time | null;
  due: Time | null;
  fulfilled: Time | null;
  breaches: number;
  alleged: number;
  cured: number;
  excused: number;
  dismissed: number;
  undetermined: number;
  observations: number;
  episodes: number;
  coverage: { observed_hours: number; share: number } | null;
  findings: string[];
  because: string;
  symbol: string;
  words: string;
}

export interface Overview {
  as_of: Time;
  known_at: Time;
  since: Time;
  parties: string[];
  articles: Article[];
  changed: Change[];
  due: Due[];
}

export interface Article {
  title: string[];
  section: string | null;
  quotation: string;
  is_paraphrase: boolean;
  norms: { norm: string; sentence: string; verdicts: Verdict[] }[];
}

export interface Brief {
  symbol: string;
  words: string;
}

export interface Change {
  id: string;
  before: Brief | null;
  after: Brief;
}

export interface Due {
  id: string;
  bearer: string;
  norm: string;
  due: Time;
  words: string;
}

export interface Agreement {
  title: string;
  sections: Section[];
}

export interface Section {
  id: string;
  path: string[];
  quotation: string;
  quotation_hash: string;
  is_paraphrase: boolean;
  terms: string;
  /** Why parts of the text have no terms. */
  no_terms?: string[];
  /** `places`: the names on the map, `zone:…`, `line:…`, `point:…`. */
  norms: { norm: string; readback: string; force: Force[]; places: string[] }[];
}

export interface Force {
  bearer: string;
  state: string;
  since: Time | null;
  words: string;
}

export interface Proof {
  rule: string;
  statement: string;
  facts: string[];
  children: Proof[];
}

export interface Fact {
  id: string;
  about: Span;
  known: Time;
  speaker: string;
  voice: string | null;
  manner: string;
  words: string;
  read_at: string | null;
  note: string | null;
  invokes: string[];
  /** Without a position where only its name is told. */
  place: { name: string; lon: number | null; lat: number | null; error_m: number | null } | null;
}

export interface Margin {
  fact: string;
  place: string;
  answer: 'inside' | 'outside' | 'undetermined';
  /** Metres from the edge: positive inside, negative outside. */
  margin_m: number;
  /** What the stated errors of the report and of the edge come to, in metres. */
  tolerance_m: number;
  /** The answer is the source's own statement and not the calculation's. */
  as_stated?: boolean;
}

export interface Finding {
  id: string;
  verdict: Verdict;
  finding: {
    outcome: string;
    reason: string | null;
    grade: Grade;
    flags: string[];
    about: Span;
    known: Time;
    because: string;
    facts: string[];
  } | null;
  quotation: string;
  is_paraphrase: boolean;
  quotation_hash: string;
  proof: Proof;
  facts: Fact[];
  versions: { number: number; known_from: Time; superseded: Time | null; verdict: Verdict }[];
  moments_passed_over: number;
  would_change: string[];
  geometry: { fact: string; lon: number; lat: number; error_m: number | null; name: string }[];
  margins: Margin[];
  /** How deep reports led, as told later; left out where nothing is. Each is measured anew among the margins. */
  incursions?: { fact: string; told_by: string; known: Time; zone: string; depth_m: number; at: Time; entry?: number }[];
}

export interface Lane {
  id: string;
  norm: string;
  bearer: string;
  article: string;
  spans: (Span & { state: string; truth: Truth | null })[];
  /** `places`: zones and lines in which it happened, as far as that is told or certain. */
  findings: (Span & { id: string; outcome: string; grade: Grade; places: string[]; facts: string[] })[];
  watched: Span[];
}

export interface Lanes extends Span {
  lanes: Lane[];
}

export interface Duty {
  id: string;
  norm: string;
  bearer: string;
  deadline: Time | null;
  then: DutySpan[];
  now: DutySpan[];
  events: { fact: string; about: Span; known: Time; speaker: string; words: string }[];
}

export type DutySpan = Span & { symbol: string; words: string; truth: Truth | null };

export interface Facts {
  items: Fact[];
  next: string | null;
  total: number;
}

export interface RecordState {
  is_log: boolean;
  /** Entries of the log; where there is none, facts. */
  size: number;
  root: string;
  facts: number;
  checkpoint: string | null;
  hashes: { id: string; hash: string }[];
}

/** One object in the time that was asked for, and where it was heard last. */
export interface Track extends Span {
  object: string;
  reports: number;
  silences: number;
  lon: number;
  lat: number;
}

export interface Tracks {
  edition: number;
  items: Track[];
  next: string | null;
  total: number;
  reports: number;
  set_aside: number;
  left_out: number;
  refused: { file: string; reason: string }[];
}

export interface Passage {
  id: string;
  revision: number;
  standing: 'holds' | 'open-at-end' | 'withdrawn';
  kind: 'enter' | 'leave' | 'cross' | 'stay' | 'gap' | 'jump';
  object: string;
  zone: string | null;
  line: string | null;
  norm: string | null;
  time: Time;
  interpolated: boolean;
  lon: number;
  lat: number;
  margin_m: number;
  certainty: 'certain' | 'undetermined';
}

export interface Passages {
  items: Passage[];
  next: string | null;
  total: number;
}

export interface PlaceProperties {
  kind: 'point' | 'line' | 'marker' | 'zone' | 'norm-place';
  name: string;
  of_line: string | null;
  words: string | null;
  described: string | null;
  decided_by: string | null;
  why_not_drawn: string | null;
  reading: { text: string } | null;
  accuracy_m: number | null;
  is_disputed: boolean;
  note: string | null;
  /** Bounds of height, all of which hold. */
  heights: { is_above: boolean; height_mm: number; above_ground: boolean }[];
  /** The files that it is drawn from. */
  sources: { name: string | null; edition: string | null; origin: string | null; accuracy: string | null; note: string | null }[];
  norms: { label: string; kind: string; verb: string | null; objects: { any_of: { class: string }[] } | null; from: string | null; until: string | null }[];
}

export type Places = FeatureCollection<Geometry | null, PlaceProperties>;

/** A claim in a line. */
export interface ClaimBrief {
  id: string;
  modality: string;
  polarity: '+' | '-';
  action: string;
  /** By the names of the agreement; empty if nobody is named. */
  actors: string[];
  quote: string;
  report: string;
  published: string | null;
  /** The language model that proposes it; null for what the rules read. */
  proposed_by: string | null;
}

/** A verdict that would be another. */
export interface ClaimTurn {
  verdict: string;
  norm: string;
  bearer: string;
  before: Brief;
  after: Brief;
  observations: [number, number] | null;
}

/** What it becomes if it is accepted as it stands. */
export interface ClaimEffect {
  becomes: string[];
  why: string | null;
  carries: string | null;
  changes: ClaimTurn[];
  more_changes: number;
}

export interface Claims {
  as_of: Time;
  known_at: Time;
  items: (ClaimBrief & ClaimEffect & { same_event: number; contradicts: number })[];
  next: string | null;
  total: number;
  /** Whether what each would change is worked out; of many that wait it is told with one claim alone. */
  weighed: boolean;
  decided: number;
  reports: number;
  differences: { claim: string; report: string; what: string }[];
  otherwise: number;
  set_aside: string[];
}

export type Decided = 'accepted' | 'corrected' | 'rejected' | 'taken-back';

export interface Decision {
  claim: string;
  decided: Decided;
  by: string;
  at: Time;
  reason: string;
  corrections: { field: string; old: string; new: string }[];
  reader: string;
  facts: string[];
  carries: string | null;
}

export interface Decisions {
  items: (ClaimBrief & { decision: Decision })[];
  next: string | null;
  total: number;
}

export interface ClaimReports {
  items: {
    name: string;
    published: string | null;
    outlet: string | null;
    url: string | null;
    copy_of: string | null;
    superseded_by: string | null;
    claims: (ClaimBrief & { speaks: boolean; decided: Decided | null })[];
  }[];
  next: string | null;
  total: number;
  set_aside: string[];
}

interface Named {
  text: string | null;
  id?: string;
  relation?: string;
}

/** What was read, field by field; schemas/claims.schema.json. */
export interface Claim {
  zone: string;
  actor: string;
  actor_text?: string | null;
  object?: Named;
  quantity?: { value: number | null; low?: number; high?: number; unit: string; op: string; text: string | null };
  place?: Named;
  date?: { text: string | null; from: string; to: string; certainty: string };
  /** Outermost first; absent for the report's own voice. */
  attribution?: { source: string; cue: string; text: string | null; when: string | null }[];
  hedge?: string;
  topic: string;
  trail: string[];
}

export interface ClaimCard extends ClaimBrief, ClaimEffect {
  state: 'waiting' | 'decided' | 'decided-by-other' | 'superseded';
  reader: string;
  url: string | null;
  context: { before: string; quote: string; after: string; starts: boolean; ends: boolean };
  claim: Claim;
  speaks: boolean;
  norms: { norm: string; sentence: string; section: string | null }[];
  grades: { source: string; credibility: number; extraction: number } | null;
  same_event: ClaimBrief[];
  contradicts: ClaimBrief[];
  /** Of a proposal, what the rules read of the same words. */
  same_words: ClaimBrief[];
  same_origin: string[];
  more_tellings: number;
  decision: Decision | null;
  /** All that was decided on it, the last first. */
  history: Decision[];
  number: number | null;
  total: number;
  previous: string | null;
  next: string | null;
}
