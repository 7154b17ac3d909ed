# METADATA
# title: Service or function can be called by everybody
# description: |
#   Whatever it does, anybody can make it do, at your cost. A website may be meant so: an interface for other
#   services is not.
# related_resources:
#   - ref: https://cloud.google.com/run/docs/authenticating/overview
#     description: Authentication
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Grant `roles/run.invoker` to the service accounts that call it; where it is meant for everybody, put a load
#     balancer in front or waive this.
#   resources:
#     - google_cloud_run_service_iam_binding
#     - google_cloud_run_service_iam_member
#     - google_cloud_run_service_iam_policy
#     - google_cloud_run_v2_job_iam_binding
#     - google_cloud_run_v2_job_iam_member
#     - google_cloud_run_v2_job_iam_policy
#     - google_cloud_run_v2_service
#     - google_cloud_run_v2_service_iam_binding
#     - google_cloud_run_v2_service_iam_member
#     - google_cloud_run_v2_service_iam_policy
#     - google_cloudfunctions2_function_iam_binding
#     - google_cloudfunctions2_function_iam_member
#     - google_cloudfunctions2_function_iam_policy
#     - google_cloudfunctions_function_iam_binding
#     - google_cloudfunctions_function_iam_member
#     - google_cloudfunctions_function_iam_policy
#   topics:
#     - gcp-serverless-public
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.google.serverless.public

import data.policies.lib.finding
import data.policies.lib.google
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(grant.resource, grant.attribute, message) if {
	some grant in google.grants(_callable)

	google.is_everybody(grant.member)
	message := $"{grant.resource.address} grants {google.role_of(grant)} to {grant.member}; expected named members"
}

deny contains finding.on(service, ["invoker_iam_disabled"], message) if {
	some service in resources.of_type("google_cloud_run_v2_service")

	setting.is_stated_on(service, ["invoker_iam_disabled"])
	message := $"{service.address} asks nobody who they are; expected invoker_iam_disabled = false"
}

_callable := {
	"google_cloud_run_service",
	"google_cloud_run_v2_job",
	"google_cloud_run_v2_service",
	"google_cloudfunctions2_function",
	"google_cloudfunctions_function",
}
