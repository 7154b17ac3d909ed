import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { componentsOf, type TableRow } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixedOrNamed, rate } from "../line.ts";
import type { RateQuery } from "../price-book.ts";
import { rowsOf } from "../rows.ts";

/** What may be bought in advance by the month: an amount, and a price for what goes over it. */
interface Commitment {
  readonly name: string;
  readonly unit: string;
  /** Units of the usage keys in one unit of the component. */
  readonly per: number;
  /** Name of the price list's sku before the amount. */
  readonly sku: string;
  /** What goes over it, where it is named or counted in another way. */
  readonly over?: { readonly name: string; readonly unit: string; readonly per: number };
  /** What is added to the name for the amount and for what goes over it. */
  readonly labels: readonly [amount: string, over: string];
  /** Usage keys of the amount and of what goes over it. */
  readonly keys: readonly [amount: string, over: string];
}

/** What one kind of account costs. */
interface Kind {
  readonly rows: ReadonlyArray<TableRow>;
  readonly commitments: ReadonlyArray<Commitment>;
}

const service = "cognitive-account";
const account = rowsOf(service);

const inAzure = ["commitment", "overage"] as const;
const inContainers = ["connected container commitment", "connected container overage"] as const;

/** The same commitment for what runs in Azure and for what runs in one's own containers. */
function both(
  line: Omit<Commitment, "labels" | "keys">,
  keys: readonly [amount: string, over: string],
  labels: readonly [typeof inAzure | readonly [string, string], typeof inContainers | readonly [string, string]],
): ReadonlyArray<Commitment> {
  const named = (prefix: string): readonly [string, string] => [`${prefix}_${keys[0]}`, `${prefix}_${keys[1]}`];
  return [
    { ...line, sku: `${line.sku} Azure`, labels: labels[0], keys: named("monthly_commitment") },
    { ...line, sku: `${line.sku} Connected`, labels: labels[1], keys: named("monthly_connected_container_commitment") },
  ];
}

const speechLabels = [inAzure, inContainers] as const;
const recordLabels = [
  ["commitment", "commitment overage"],
  ["connected container commitment", "connected container commitment overage"],
] as const;

function speech(name: string, sku: string, key: string): ReadonlyArray<Commitment> {
  const line = { name, unit: "hours", per: 1, sku: `Commitment Tier ${sku}` };
  return both(line, [`speech_to_text_${key}_hrs`, `speech_to_text_${key}_overage_hrs`], speechLabels);
}

function records(name: string, sku: string, key: string, overName = name): ReadonlyArray<Commitment> {
  const over = { name: overName, unit: "1K records", per: 1000 };
  const line = { name, unit: "1K records", per: 1000, sku, over };
  return both(line, [`language_${key}_records`, `language_${key}_overage_records`], recordLabels);
}

// prettier-ignore
const speechServices: Kind = {
  rows: [
    account.usage("Speech to text", "hours", "monthly_speech_to_text_standard_hrs"),
    account.usage("Speech to text batch", "hours", "monthly_speech_to_text_standard_batch_hrs"),
    account.usage("Speech to text custom model", "hours", "monthly_speech_to_text_custom_hrs"),
    account.usage("Speech to text custom model batch", "hours", "monthly_speech_to_text_custom_batch_hrs"),
    account.usage("Speech to text custom endpoint hosting", "hours", "monthly_speech_to_text_custom_endpoint_hrs"),
    account.usage("Speech to text custom training", "hours", "monthly_speech_to_text_custom_training_hrs"),
    account.usage("Speech to text enhanced add-ons", "hours", "monthly_speech_to_text_enhanced_add_ons_hrs"),
    account.usage("Speech to text conversation transcription multi-channel audio", "hours", "monthly_speech_to_text_conversation_transcription_multi_channel_audio_hrs"),
    account.usage("Text to speech neural", "1M chars", "monthly_text_to_speech_neural_chars", 1e6),
    account.usage("Text to speech custom neural training", "hours", "monthly_text_to_speech_custom_neural_training_hrs"),
    account.usage("Text to speech custom neural", "1M chars", "monthly_text_to_speech_custom_neural_chars", 1e6),
    account.usage("Text to speech custom neural endpoint hosting", "hours", "monthly_text_to_speech_custom_neural_endpoint_hrs"),
    account.usage("Text to speech long audio", "1M chars", "monthly_text_to_speech_long_audio_chars", 1e6),
    account.usage("Text to speech personal voice profiles", "1K profiles", "monthly_text_to_speech_personal_voice_profiles", 1000),
    account.usage("Text to speech personal voice characters", "1M chars", "monthly_text_to_speech_personal_voice_chars", 1e6),
    account.usage("Speech translation", "hours", "monthly_speech_translation_hrs"),
    account.usage("Speaker verification", "1K transactions", "monthly_speaker_verification_transactions", 1000),
    account.usage("Speaker identification", "1K transactions", "monthly_speaker_identification_transactions", 1000),
    account.usage("Voice profiles", "1K profiles", "monthly_voice_profiles", 1000),
  ],
  commitments: [
    ...speech("Speech to text", "Speech to Text", "standard"),
    ...speech("Speech to text custom model", "Custom Speech to Text", "custom"),
    ...speech("Speech to text enhanced add-ons", "STT AddOn", "enhanced_add_ons"),
    ...both(
      { name: "Text to speech neural", unit: "1M chars", per: 1e6, sku: "Commitment Tier Neural TTS" },
      ["text_to_speech_neural_commitment_chars", "text_to_speech_neural_overage_chars"],
      speechLabels,
    ),
  ],
};

const luis: Kind = {
  rows: [
    account.usage("Text requests", "1K transactions", "monthly_luis_text_requests", 1000),
    account.usage("Speech requests", "1K transactions", "monthly_luis_speech_requests", 1000),
  ],
  commitments: both(
    {
      name: "Text requests",
      unit: "1M transactions",
      per: 1e6,
      sku: "Commitment Tier",
      over: { name: "Text requests", unit: "1K transactions", per: 1000 },
    },
    ["luis_text_requests", "luis_text_overage_requests"],
    recordLabels,
  ),
};

// prettier-ignore
const language: Kind = {
  rows: [
    account.tiers("Text analytics", "1K records", "monthly_language_text_analytics_records", 1000, [
      ["first 500K", 500_000], ["500K-2.5M", 2_000_000], ["2.5M-10M", 7_500_000], ["over 10M", null],
    ]),
    account.usage("Summarization", "1K records", "monthly_language_summarization_records", 1000),
    account.usage("Conversational language understanding", "1K records", "monthly_language_conversational_language_understanding_records", 1000),
    account.usage("Conversational language understanding advanced training", "hour", "monthly_language_conversational_language_understanding_advanced_training_hours"),
    account.usage("Customized text classification", "1K records", "monthly_language_customized_text_classification_records", 1000),
    account.usage("Customized summarization", "1K records", "monthly_language_customized_summarization_records", 1000, "Customized summarization [Standard]"),
    account.tiers("Customized question answering", "1K records", "monthly_language_customized_question_answering_records", 1000, [
      ["first 2.5M", 2_500_000], ["over 2.5M", null],
    ]),
    account.usage("Customized training", "hour", "monthly_language_customized_training_hours"),
    account.tiers("Text analytics for health", "1K records", "monthly_language_text_analytics_for_health_records", 1000, [
      ["first 5K", 5000], ["5K-500K", 495_000], ["500K-2.5M", 2_000_000], ["2.5M-10M", 7_500_000], ["over 10M", null],
    ]),
  ],
  commitments: [
    ...records("Text analytics", "Commitment Tier", "text_analytics", "Text requests"),
    ...records("Summarization", "Commitment Tier Summarization", "summarization"),
  ],
};

/** By kind of account, in small letters. What the book has no price of is named, and not counted. */
export const cognitiveKinds: Readonly<Record<string, Kind>> = {
  speechservices: speechServices,
  luis,
  "luis.authoring": luis,
  textanalytics: language,
};

/** The components of a kind; what is bought in advance stands in the place of what is paid as it is used. */
export function kindComponents(job: Job, kind: Kind): ReadonlyArray<Component> {
  const committed = kind.commitments.filter(({ keys }) => job.usage.number(keys[0]) !== null);
  const replaced = new Set(committed.map(({ name }) => name));
  const payAsYouGo = kind.rows.filter((row) => !replaced.has(row.name) || isTold(job, row));
  return [
    ...committed.flatMap((commitment) => commitmentComponents(job, commitment)),
    ...payAsYouGo.flatMap((row) => componentsOf(job, row)),
  ];
}

function isTold(job: Job, row: TableRow): boolean {
  return "usage" in row && typeof row.usage === "string" && job.usage.number(row.usage) !== null;
}

function commitmentComponents(job: Job, commitment: Commitment): ReadonlyArray<Component> {
  const { name, unit, per, sku, labels, keys, over = commitment } = commitment;
  const amount = job.usage.number(keys[0]) ?? 0;
  const priceOf = (component: string): RateQuery => rate(service, `${component} [${sku} ${shortAmount(amount)}]`);
  const [bought, exceeded] = [`${name} (${labels[0]})`, `${over.name} (${labels[1]})`];
  const line = { name: bought, unit, quantity: new Decimal(amount).div(per), price: priceOf(bought), usageBased: true };
  return [
    ...fixedOrNamed(job, line),
    ...(job.usage.number(keys[1]) === null
      ? []
      : byUsage(job, { name: exceeded, unit: over.unit, usage: keys[1], per: over.per, price: priceOf(exceeded) })),
  ];
}

/** `10K`, `3M`: how the price list writes amounts. */
function shortAmount(amount: number): string {
  if (amount < 1000) return String(amount);
  return amount < 1e6 ? `${Math.floor(amount / 1000)}K` : `${Math.floor(amount / 1e6)}M`;
}

/** Every usage key of a kind. */
export function keysOfKind(kind: Kind): ReadonlyArray<string> {
  return [
    ...kind.rows.flatMap((row) => ("usage" in row ? row.usage : [])),
    ...kind.commitments.flatMap(({ keys }) => keys),
  ];
}
