/** Google Cloud resources that cost nothing by themselves. */
// prettier-ignore
export const googleFree: ReadonlyArray<string> = [
  // structure and access
  "google_project", "google_project_*", "google_folder*", "google_organization_*", "google_billing_account_iam_*",
  "google_billing_budget", "google_service_account*", "google_iam_*", "google_access_context_manager_*",
  "google_tags_*", "google_resource_manager_lien", "google_essential_contacts_contact",
  // network
  "google_compute_network", "google_compute_network_*", "google_compute_subnetwork",
  "google_compute_subnetwork_iam_*", "google_compute_firewall", "google_compute_firewall_policy*",
  "google_compute_route", "google_compute_router", "google_compute_router_interface", "google_compute_router_peer",
  "google_compute_shared_vpc_*", "google_compute_global_network_endpoint*", "google_compute_health_check",
  "google_compute_http_health_check", "google_compute_https_health_check", "google_compute_region_health_check",
  "google_compute_backend_bucket", "google_compute_backend_service", "google_compute_region_backend_service",
  "google_compute_url_map", "google_compute_region_url_map", "google_compute_ssl_certificate",
  "google_compute_region_ssl_certificate", "google_compute_managed_ssl_certificate", "google_compute_ssl_policy",
  "google_compute_target_instance", "google_compute_target_pool", "google_dns_policy",
  "google_vpc_access_connector_iam_*",
  // compute
  "google_compute_instance_template", "google_compute_region_instance_template", "google_compute_instance_group",
  "google_compute_instance_group_named_port", "google_compute_instance_iam_*", "google_compute_attached_disk",
  "google_compute_autoscaler", "google_compute_region_autoscaler", "google_compute_disk_resource_policy_attachment",
  "google_compute_resource_policy", "google_compute_project_*", "google_compute_image_iam_*",
  "google_os_login_ssh_public_key", "google_gke_hub_*", "google_cloud_run_domain_mapping",
  "google_cloud_run_service_iam_*", "google_cloud_run_v2_service_iam_*", "google_cloudfunctions_function_iam_*",
  "google_cloudfunctions2_function_iam_*", "google_app_engine_application", "google_app_engine_firewall_rule",
  "google_app_engine_domain_mapping",
  // storage and data
  "google_storage_bucket_access_control", "google_storage_bucket_acl", "google_storage_bucket_iam_*",
  "google_storage_bucket_object", "google_storage_default_object_*", "google_storage_object_acl",
  "google_storage_object_access_control", "google_storage_notification", "google_sql_database",
  "google_sql_ssl_cert", "google_sql_user", "google_bigquery_dataset_access", "google_bigquery_dataset_iam_*",
  "google_bigquery_table_iam_*", "google_bigquery_routine", "google_bigtable_app_profile",
  "google_bigtable_gc_policy", "google_bigtable_instance_iam_*", "google_bigtable_table",
  "google_bigtable_table_iam_*", "google_spanner_database", "google_spanner_database_iam_*",
  "google_spanner_instance_iam_*", "google_firestore_field", "google_firestore_index", "google_datastore_index",
  "google_pubsub_schema", "google_pubsub_subscription_iam_*", "google_pubsub_topic_iam_*",
  "google_artifact_registry_repository_iam_*",
  // operation
  "google_kms_crypto_key_iam_*", "google_kms_key_ring", "google_kms_key_ring_iam_*", "google_kms_secret_ciphertext",
  "google_secret_manager_secret_iam_*", "google_logging_project_exclusion", "google_logging_folder_exclusion",
  "google_logging_organization_exclusion", "google_logging_metric", "google_monitoring_alert_policy",
  "google_monitoring_custom_service", "google_monitoring_dashboard", "google_monitoring_group",
  "google_monitoring_notification_channel", "google_monitoring_service", "google_monitoring_slo",
  "google_endpoints_service_iam_*", "google_cloudbuild_trigger", "google_binary_authorization_*",
  "google_identity_platform_*", "google_iap_*",
];
