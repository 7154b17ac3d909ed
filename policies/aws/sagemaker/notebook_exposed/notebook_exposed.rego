# METADATA
# title: Notebook has root or reaches the internet directly
# description: |
#   Whoever runs code in the notebook, or in a package that it installs, owns its machine and can send the data
#   anywhere.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/infrastructure-give-access.html
#     description: Notebooks and the internet
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `direct_internet_access = "Disabled"` with a subnet, and `root_access = "Disabled"`.
#   resources:
#     - aws_sagemaker_notebook_instance
#   topics:
#     - aws-sagemaker-notebook-exposed
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#       - "SC-7"
package policies.aws.sagemaker.notebook_exposed

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

deny contains fix.set(finding.on(notebook, [field], message), [field], "Disabled") if {
	some notebook in resources.of_type("aws_sagemaker_notebook_instance")

	some field in ["direct_internet_access", "root_access"]
	setting.of(notebook, [field], "Enabled") == "Enabled"
	message := $"{notebook.address} has {field} enabled; expected {field} = Disabled"
}
