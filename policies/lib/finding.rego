# METADATA
# title: Findings
# description: Builds what `deny` and `warn` rules contain. Identity, title and severity come from METADATA.
package policies.lib.finding

# METADATA
# description: A finding on a resource as a whole.
at(resource, message) := {"address": resource.address, "message": message}

# METADATA
# description: A finding on one attribute, given by its path; the annotation goes to its line.
on(resource, attribute, message) := {"address": resource.address, "attribute": attribute, "message": message}

# METADATA
# description: A finding on no resource in particular.
overall(message) := {"message": message}
