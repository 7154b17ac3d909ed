/**
 * What a service gives away every month for as long as it is used, by type. An account has it once, however many
 * resources share it, so that no estimate of one change can deduct it: it is only told.
 * Sources: the providers' pages of free tiers, https://aws.amazon.com/free, https://azure.microsoft.com/pricing/free-services,
 * https://cloud.google.com/free.
 */
const tiers: Readonly<Record<string, string>> = {
  aws_lambda_function: "1M requests and 400,000 GB-seconds a month",
  aws_dynamodb_table: "25 GB of storage, 25 read and 25 write capacity units",
  aws_sqs_queue: "1M requests a month",
  aws_cloudwatch_log_group: "5 GB of logs a month",
  aws_cloudwatch_metric_alarm: "10 alarms",
  aws_cloudwatch_dashboard: "3 dashboards",
  aws_kms_key: "20,000 requests a month",
  aws_sfn_state_machine: "4,000 state transitions a month",
  aws_cloudfront_distribution: "1 TB of data and 10M requests a month",
  aws_codebuild_project: "100 build minutes a month",
  aws_prometheus_workspace: "40M samples and 10 GB of storage a month",
  aws_securityhub_account: "10,000 findings a month",
  azurerm_function_app: "1M executions and 400,000 GB-seconds a month",
  azurerm_linux_function_app: "1M executions and 400,000 GB-seconds a month",
  azurerm_windows_function_app: "1M executions and 400,000 GB-seconds a month",
  azurerm_container_app: "2M requests, 180,000 vCPU-seconds and 360,000 GiB-seconds a month",
  azurerm_cosmosdb_account: "1,000 RU/s and 25 GB, where the account has it on",
  azurerm_application_insights: "5 GB of data a month",
  azurerm_log_analytics_workspace: "5 GB of data a month",
  google_cloud_run_service: "2M requests, 180,000 vCPU-seconds and 360,000 GiB-seconds a month",
  google_cloud_run_v2_service: "2M requests, 180,000 vCPU-seconds and 360,000 GiB-seconds a month",
  google_cloudfunctions_function: "2M invocations and 400,000 GB-seconds a month",
  google_cloudfunctions2_function: "2M invocations, 180,000 vCPU-seconds and 360,000 GiB-seconds a month",
  google_storage_bucket: "5 GB of standard storage in three regions of the United States",
  google_pubsub_topic: "10 GB of messages a month",
  google_pubsub_subscription: "10 GB of messages a month",
  google_bigquery_dataset: "1 TB of queries a month",
  google_bigquery_table: "10 GB of storage a month",
  google_secret_manager_secret: "6 versions and 10,000 access operations a month",
  google_logging_project_sink: "50 GiB of logs a month for each project",
};

/** What is given away of a type's service; null where nothing is, or nobody has written it down. */
export function freeTierOf(type: string): string | null {
  return (Object.hasOwn(tiers, type) ? tiers[type] : undefined) ?? null;
}
