# METADATA
# title: Fixes
# description: |
#   Says with a finding how the resource's attributes should change. Tollgate turns it into an edit of the source, and
#   offers it where a review of the edited source no longer has the finding, and no new one.
package policies.lib.fix

# METADATA
# description: The attribute at the path is set; parents that are missing are made.
set(found, path, value) := _with(found, {"op": "add", "path": pointer(path), "value": value})

# METADATA
# description: The attribute at the path is removed.
unset(found, path) := _with(found, {"op": "remove", "path": pointer(path)})

# METADATA
# description: A path of names and indices as a JSON Pointer (RFC 6901).
pointer(path) := concat("", [$"/{_escaped($"{step}")}" | some step in path])

_escaped(step) := replace(replace(step, "~", "~0"), "/", "~1")

_with(found, operation) := object.union(found, {"fix": array.concat(object.get(found, "fix", []), [operation])})
