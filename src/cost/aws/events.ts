import { fromTable, componentsOf, type Estimator, type EstimatorTable } from "../estimator.ts";
import { byUsage, fixed, rate } from "../line.ts";
import { rowsOf } from "../rows.ts";

const stack = rowsOf("cloudformation-stack");
const stackRows = [
  stack.usage("Handler operations", "operations", "monthly_handler_operations"),
  stack.usage("Durations above 30s", "seconds", "monthly_duration_secs"),
];

/** Types whose handlers CloudFormation does not bill. */
const freeHandler = /^(?:AWS|Alexa|Custom)::/;

/** Only handlers of other publishers are billed: a stack whose template has none costs nothing. */
const formation: Estimator = {
  estimate: (job) => {
    const told = ["monthly_handler_operations", "monthly_duration_secs"].some((key) => job.usage.number(key) !== null);
    const template = job.values.text("template_body");
    const types = template === null ? [] : [...template.matchAll(/"?Type"?\s*:\s*"?(?<type>\w+::[\w:]+)/g)];
    const foreign = types.some((match) => !freeHandler.test(match.groups?.type ?? ""));
    if (!told && !foreign) {
      job.notes.refuse("what its template makes is not known");
      return [];
    }
    job.notes.assume("What the stack's template makes is not counted.");
    return stackRows.flatMap((row) => componentsOf(job, row));
  },
  usage: ["monthly_handler_operations", "monthly_duration_secs"],
};

const bus = rowsOf("cloudwatch-event-bus");
const recorder = rowsOf("config-configuration-recorder");
const rules = fromTable([
  rowsOf("config-config-rule").tiers("Rule evaluations", "evaluations", "monthly_rule_evaluations", 1, [
    ["first 100K", 1e5],
    ["next 400K", 4e5],
    ["over 500K", null],
  ]),
]);

/** Other protocols are billed with their topic. */
const subscription: Estimator = {
  estimate: (job) => {
    if (!job.values.choice("protocol", "http").startsWith("http")) return [];
    const chunks = Math.max(1, Math.ceil((job.usage.number("request_size_kb") ?? 64) / 64));
    const name = "HTTP notifications";
    return byUsage(job, {
      name,
      unit: "1M notifications",
      usage: "monthly_requests",
      times: chunks,
      per: 1e6,
      price: rate("sns-topic-subscription", name),
    });
  },
  usage: ["monthly_requests", "request_size_kb"],
};

const directory: Estimator = {
  estimate: (job) => {
    const service = "directory-service-directory";
    const type = job.values.choice("type", "SimpleAD");
    const label = type === "MicrosoftAD" ? "Microsoft AD" : type === "ADConnector" ? "AD Connector" : "Simple AD";
    const size =
      type === "MicrosoftAD" ? job.values.choice("edition", "Enterprise") : job.values.choice("size", "Small");
    const controllers = type === "ADConnector" ? 1 : 2;
    const name = `Directory service (${label}, ${size})`;
    return [
      ...fixed(job, { name, unit: "controllers", quantity: controllers, price: rate(service, name) }),
      ...(type === "ADConnector"
        ? []
        : byUsage(job, {
            name: "Additional domain controllers",
            unit: "controllers",
            usage: "additional_domain_controllers",
            price: rate(service, name),
          })),
      ...(type === "MicrosoftAD"
        ? byUsage(job, {
            name: "Directory sharing",
            unit: "accounts",
            usage: "shared_accounts",
            price: rate(service, `Directory sharing (${size})`),
          })
        : []),
    ];
  },
  usage: ["additional_domain_controllers", "shared_accounts"],
};

/** What is recorded once a day costs more an item than what is recorded as it changes. */
const configurationRecorder: Estimator = {
  estimate: (job) => {
    const daily = job.values.block("recording_mode").choice("recording_frequency", "CONTINUOUS") === "DAILY";
    const items = daily ? "Config items (daily)" : "Config items";
    return [
      recorder.usage(items, "records", "monthly_config_items"),
      recorder.usage("Custom config items", "records", "monthly_custom_config_items"),
    ].flatMap((row) => componentsOf(job, row));
  },
  usage: ["monthly_config_items", "monthly_custom_config_items"],
};

/** What listens to the rest and is billed by what happens. */
export const events: EstimatorTable = {
  aws_cloudformation_stack: formation,
  aws_cloudformation_stack_set: formation,
  aws_cloudwatch_event_bus: fromTable([
    bus.usage("Custom events published", "1M events", "monthly_custom_events", 1e6),
    bus.usage("Third-party events published", "1M events", "monthly_third_party_events", 1e6),
    bus.usage("Archive processing", "GB", "monthly_archive_processing_gb"),
    bus.usage("Archive storage", "GB", "archive_storage_gb"),
    bus.usage("Schema discovery", "1M events", "monthly_schema_discovery_events", 1e6),
  ]),
  aws_config_configuration_recorder: configurationRecorder,
  aws_config_organization_custom_rule: rules,
  aws_config_organization_managed_rule: rules,
  aws_config_organization_custom_policy_rule: rules,
  aws_sns_topic_subscription: subscription,
  aws_directory_service_directory: directory,
};
