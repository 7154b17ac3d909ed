# METADATA
# title: Notebook gives its users root
# description: |
#   Whoever runs code in the notebook, or in a package that it installs, owns its machine.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html
#     description: Root access of notebooks
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `root_access = "Disabled"`.
#   resources:
#     - aws_sagemaker_notebook_instance
#   topics:
#     - aws-sagemaker-notebook-exposed
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#   aliases:
#     - aws.sagemaker.notebook_exposed
package policies.aws.sagemaker.notebook_root

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["root_access"]

deny contains fix.set(finding.on(notebook, _path, message), _path, "Disabled") if {
	some notebook in resources.of_type("aws_sagemaker_notebook_instance")

	setting.of(notebook, _path, "Enabled") == "Enabled"
	message := $"{notebook.address} has root_access enabled; expected root_access = Disabled"
}
