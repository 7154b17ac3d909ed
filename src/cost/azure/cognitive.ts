import { componentsOf, type Estimator, type EstimatorTable } from "../estimator.ts";
import { byUsage, rate } from "../line.ts";
import { rowsOf } from "../rows.ts";
import { cognitiveKinds, keysOfKind, kindComponents } from "./cognitive-kinds.ts";

const cognitiveAccount: Estimator = {
  estimate: (job) => {
    if (job.values.choice("sku_name", "S0").toUpperCase() === "F0") return [];
    const kind = job.values.choice("kind", "").toLowerCase();
    // OpenAI costs by its deployments.
    if (kind === "openai") return [];
    const known = Object.hasOwn(cognitiveKinds, kind) ? cognitiveKinds[kind] : undefined;
    if (known === undefined) {
      job.notes.refuse(
        `the price book has no prices of cognitive accounts of kind "${job.values.text("kind") ?? "unknown"}"`,
      );
      return [];
    }
    return kindComponents(job, known);
  },
  usage: [...new Set(Object.values(cognitiveKinds).flatMap(keysOfKind))],
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
