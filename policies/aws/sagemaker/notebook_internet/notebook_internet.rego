# METADATA
# title: Notebook reaches the internet directly
# description: |
#   Code in the notebook, or in a package that it installs, can send the data anywhere.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/infrastructure-give-access.html
#     description: Notebooks and the internet
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `direct_internet_access = "Disabled"` with a subnet.
#   resources:
#     - aws_sagemaker_notebook_instance
#   topics:
#     - aws-sagemaker-notebook-exposed
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#   aliases:
#     - aws.sagemaker.notebook_exposed
package policies.aws.sagemaker.notebook_internet

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["direct_internet_access"]

deny contains fix.set(finding.on(notebook, _path, message), _path, "Disabled") if {
	some notebook in resources.of_type("aws_sagemaker_notebook_instance")

	setting.of(notebook, _path, "Enabled") == "Enabled"
	message := $"{notebook.address} has direct_internet_access enabled; expected direct_internet_access = Disabled"
}
