import { componentsOf, type Estimator, type EstimatorTable, type TableRow } from "../estimator.ts";
import { byUsage, rate } from "../line.ts";
import { rowsOf } from "../rows.ts";

const account = rowsOf("cognitive-account");

/** Rows by kind of account. Most prices are not in the book: those components are named, and not counted. */
const kinds: Readonly<Record<string, ReadonlyArray<TableRow>>> = {
  speechservices: [
    account.usage("Speech to text", "hours", "monthly_speech_to_text_standard_hrs"),
    account.usage("Speech to text batch", "hours", "monthly_speech_to_text_standard_batch_hrs"),
    account.usage("Speech to text custom model", "hours", "monthly_speech_to_text_custom_hrs"),
    account.usage("Speech to text custom model batch", "hours", "monthly_speech_to_text_custom_batch_hrs"),
    account.usage("Speech to text custom endpoint hosting", "hours", "monthly_speech_to_text_custom_endpoint_hrs"),
    account.usage("Speech to text custom training", "hours", "monthly_speech_to_text_custom_training_hrs"),
    account.usage("Text to speech neural", "1M chars", "monthly_text_to_speech_neural_chars", 1e6),
    account.usage("Speech translation", "hours", "monthly_speech_translation_hrs"),
    account.usage("Voice profiles", "1K profiles", "monthly_voice_profiles", 1000),
  ],
  luis: [
    account.usage("Text requests", "1K transactions", "monthly_luis_text_requests", 1000),
    account.usage("Speech requests", "1K transactions", "monthly_luis_speech_requests", 1000),
  ],
  textanalytics: [
    account.usage("Text analytics", "1K records", "monthly_language_text_analytics_records", 1000),
    account.usage("Summarization", "1K records", "monthly_language_summarization_records", 1000),
    account.usage("Customized summarization", "1K records", "monthly_language_customized_summarization_records", 1000),
    account.usage("Customized training", "hour", "monthly_language_customized_training_hours"),
  ],
};

const cognitiveAccount: Estimator = {
  estimate: (job) => {
    if (job.values.choice("sku_name", "S0").toUpperCase() === "F0") return [];
    const kind = job.values.choice("kind", "").toLowerCase();
    // OpenAI costs by its deployments.
    if (kind === "openai") return [];
    const rows = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (rows === undefined) {
      job.notes.refuse(
        `the price book has no prices of cognitive accounts of kind "${job.values.text("kind") ?? "unknown"}"`,
      );
      return [];
    }
    return rows.flatMap((row) => componentsOf(job, row));
  },
  usage: [
    ...new Set(Object.values(kinds).flatMap((rows) => rows.flatMap((row) => (row.kind === "usage" ? row.usage : [])))),
  ],
};

/** What a deployed model may be charged for: component, its unit, the usage key and how many make a unit. */
const deploymentLines: ReadonlyArray<readonly [name: string, unit: string, usage: string, per: number]> = [
  ["Text input", "1K tokens", "monthly_language_input_tokens", 1000],
  ["Cached text input", "1K tokens", "monthly_language_cached_input_tokens", 1000],
  ["Text output", "1K tokens", "monthly_language_output_tokens", 1000],
  ["Base model tokens", "1K tokens", "monthly_base_model_tokens", 1000],
  ["Fine tuning training", "hours", "monthly_fine_tuning_training_hours", 1],
  ["Fine tuning hosting", "hours", "monthly_fine_tuning_hosting_hours", 1],
  ["Fine tuning input", "1K tokens", "monthly_fine_tuning_input_tokens", 1000],
  ["Fine tuning output", "1K tokens", "monthly_fine_tuning_output_tokens", 1000],
  ["Standard 1024x1024 images", "100 images", "monthly_standard_1024_1024_images", 100],
  ["Standard 1024x1792 images", "100 images", "monthly_standard_1024_1792_images", 100],
  ["HD 1024x1024 images", "100 images", "monthly_hd_1024_1024_images", 100],
  ["HD 1024x1792 images", "100 images", "monthly_hd_1024_1792_images", 100],
  ["Text embeddings", "1K tokens", "monthly_text_embedding_tokens", 1000],
  ["Text to speech", "1M characters", "monthly_text_to_speech_characters", 1e6],
  ["Text to speech", "hours", "monthly_text_to_speech_hours", 1],
];

const deployment: Estimator = {
  estimate: (job) => {
    const model = job.values.block("model").required("name") ?? "unknown";
    const service = "cognitive-deployment";
    const priced = deploymentLines.filter(([name, unit]) => {
      const price = job.book.price(job.provider, job.region, rate(service, `${name} (${model})`));
      // One name stands for two units: speech by characters, and by hours for the model that hears.
      return price !== null && (name !== "Text to speech" || (unit === "hours") === /whisper/i.test(model));
    });
    if (priced.length === 0) {
      job.notes.refuse(`the price book has no price of the model "${model}" (Azure OpenAI)`);
      return [];
    }
    return [
      ...priced.flatMap(([name, unit, usage, per]) =>
        byUsage(job, { name: `${name} (${model})`, unit, usage, per, price: rate(service, `${name} (${model})`) }),
      ),
      ...(/^gpt/i.test(model)
        ? componentsOf(
            job,
            rowsOf(service).usage("Code interpreter sessions", "sessions", "monthly_code_interpreter_sessions"),
          )
        : []),
    ];
  },
  usage: [...deploymentLines.map(([, , usage]) => usage), "monthly_code_interpreter_sessions"],
};

/** Azure AI services. */
export const cognitive: EstimatorTable = {
  azurerm_cognitive_account: cognitiveAccount,
  azurerm_cognitive_deployment: deployment,
};
