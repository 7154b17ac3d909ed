import { fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import { byUsage, hourly, rate, tiered } from "../line.ts";

const restApi = fromTable([
  {
    kind: "tiers",
    name: "Requests",
    unit: "1M requests",
    usage: "monthly_requests",
    per: 1e6,
    tiers: [
      { label: "first 333M", size: 333e6, price: rate("api-gateway-rest-api", "Requests (first 333M)") },
      { label: "next 667M", size: 667e6, price: rate("api-gateway-rest-api", "Requests (next 667M)") },
      { label: "next 19B", size: 19e9, price: rate("api-gateway-rest-api", "Requests (next 19B)") },
      { label: "over 20B", size: null, price: rate("api-gateway-rest-api", "Requests (over 20B)") },
    ],
  },
]);

const stage: Estimator = {
  estimate: (job) => {
    if (!job.values.flag("cache_cluster_enabled")) return [];
    const size = job.values.choice("cache_cluster_size", "0.5");
    const name = `Cache memory (${size} GB)`;
    return hourly(job, { name, price: rate("api-gateway-stage", name) });
  },
  usage: ["monthly_hrs"],
};

/** HTTP requests are billed in chunks of 512 KB, messages of 32 KB. */
const api: Estimator = {
  estimate: (job) => {
    const chunks = (key: string, size: number): number =>
      Math.max(1, Math.ceil((job.usage.number(key) ?? size) / size));
    if (job.values.choice("protocol_type", "HTTP") === "HTTP") {
      return tiered(
        job,
        {
          name: "Requests",
          unit: "1M requests",
          usage: "monthly_requests",
          times: chunks("request_size_kb", 512),
          per: 1e6,
        },
        [
          { label: "first 300M", size: 300e6, price: rate("apigatewayv2-api", "Requests (first 300M)") },
          { label: "over 300M", size: null, price: rate("apigatewayv2-api", "Requests (over 300M)") },
        ],
      );
    }
    return [
      ...tiered(
        job,
        {
          name: "Messages",
          unit: "1M messages",
          usage: "monthly_messages",
          times: chunks("message_size_kb", 32),
          per: 1e6,
        },
        [
          { label: "first 1B", size: 1e9, price: rate("apigatewayv2-api", "Messages (first 1B)") },
          { label: "over 1B", size: null, price: rate("apigatewayv2-api", "Messages (over 1B)") },
        ],
      ),
      ...byUsage(job, {
        name: "Connection duration",
        unit: "1M minutes",
        usage: "monthly_connection_mins",
        per: 1e6,
        price: rate("apigatewayv2-api", "Connection duration"),
      }),
    ];
  },
  usage: ["monthly_requests", "request_size_kb", "monthly_messages", "message_size_kb", "monthly_connection_mins"],
};

/** Amazon API Gateway. */
export const apiGateway: EstimatorTable = {
  aws_api_gateway_rest_api: restApi,
  aws_api_gateway_stage: stage,
  aws_apigatewayv2_api: api,
};
