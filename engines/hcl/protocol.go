package hcl

// evaluateRequest asks for the evaluation of many roots that share texts: a text is sent once, by its identity.
type evaluateRequest struct {
	Op string `json:"op"`
	// Blobs has every text that the trees name, by an identity of its content (git's blob SHA).
	Blobs map[string]string `json:"blobs"`
	Trees []treeRequest     `json:"trees"`
	Roots []rootRequest     `json:"roots"`
	// Bounds replaces single limits; what is zero keeps its default.
	Bounds bounds `json:"bounds"`
	// Patience is how many milliseconds of a call may have passed when another root is begun; those after it are put
	// off, for calls of their own. Zero puts nothing off.
	Patience int64 `json:"patience"`
	// Outputs asks for the values of the roots' outputs, which no review needs.
	Outputs bool `json:"outputs"`
}

// treeRequest is the part of one tree that the host gives; what is missing and needed is asked for ("wanted").
type treeRequest struct {
	// Files maps a path to the identity of its text.
	Files map[string]string `json:"files"`
	// Dirs has the whole listing of each directory that is given; an empty listing says that there is none.
	Dirs map[string]listing `json:"dirs"`
	// Unreadable maps a path that exists to the reason why it is not read (a symbolic link, too large, …).
	Unreadable map[string]string `json:"unreadable"`
	// Opaque maps a path whose content is not text to the identity of that content: functions that take bytes (a
	// hash of an archive) may read it, what they give is unknown.
	Opaque map[string]string `json:"opaque"`
	// Modules are those that were installed for the tree's only root.
	Modules []installedModule `json:"modules"`
	// Fetched answers what calls asked for with a source that is no path; Fetches says that the host answers such
	// questions at all ("wanted.modules").
	Fetched []fetchedModule `json:"fetched"`
	Fetches bool            `json:"fetches"`
}

type listing struct {
	Files []string `json:"files"`
	Dirs  []string `json:"dirs"`
}

// rootRequest is one root module with the values that its variables get.
type rootRequest struct {
	Tree int    `json:"tree"`
	Path string `json:"path"`
	// Variables are given as on Terraform's command line: text, parsed by the variable's type.
	Variables map[string]string `json:"variables"`
	// VariableFiles are paths in the tree, loaded after terraform.tfvars and *.auto.tfvars.
	VariableFiles []string `json:"variable_files"`
	// Workspace is the value of terraform.workspace; empty says that nobody names one.
	Workspace string `json:"workspace"`
	// Environment is what Terragrunt's get_env finds.
	Environment map[string]string `json:"environment"`
	// Unit says that the directory is a Terragrunt unit.
	Unit bool `json:"unit"`
	// Stack says where the unit is declared that Terragrunt would generate in the directory; nil for one that is there.
	Stack *stackRequest `json:"stack"`
}

// stackRequest is a unit of a stack file, or of a stack inside of that: Within has the labels of the stacks that lead there.
// Unit is empty for a stack whose units the host did not find.
type stackRequest struct {
	File   string   `json:"file"`
	Within []string `json:"within"`
	Unit   string   `json:"unit"`
}

// problem is one thing that could not be understood.
type problem struct {
	path    string
	line    int
	message string
	hides   []string
	// isLack says that a module is not to be had, whatever values anything has.
	isLack bool
	// digest differs when the part of the file differs that the problem hides; empty when that is the whole file.
	digest string
}

// bounds limit one root's evaluation. Everything in a tree may be hostile.
type bounds struct {
	// Instances of one resource or module by count and for_each.
	Instances int `json:"instances"`
	// Modules is the number of module instances of one root.
	Modules int `json:"modules"`
	// Resources is the number of resource instances of one root.
	Resources int `json:"resources"`
	// Steps counts iterations and function calls of one root.
	Steps int `json:"steps"`
	// Elements and Bytes bound what the values that are kept in one root hold together.
	Elements int `json:"elements"`
	Bytes    int `json:"bytes"`
	// Text bounds one string, in bytes.
	Text int `json:"text"`
	// Depth bounds nesting: of brackets in a file, of references that lead to references, of module calls.
	Depth int `json:"depth"`
}

var defaultBounds = bounds{
	Instances: 10_000,
	Modules:   5_000,
	Resources: 50_000,
	Steps:     1_000_000,
	Elements:  2_000_000,
	Bytes:     64 << 20,
	Text:      4 << 20,
	Depth:     1_000,
}

func (b bounds) orDefaults() bounds {
	for _, pair := range []struct{ value, fallback *int }{
		{&b.Instances, &defaultBounds.Instances},
		{&b.Modules, &defaultBounds.Modules},
		{&b.Resources, &defaultBounds.Resources},
		{&b.Steps, &defaultBounds.Steps},
		{&b.Elements, &defaultBounds.Elements},
		{&b.Bytes, &defaultBounds.Bytes},
		{&b.Text, &defaultBounds.Text},
		{&b.Depth, &defaultBounds.Depth},
	} {
		if *pair.value <= 0 {
			*pair.value = *pair.fallback
		}
	}
	return b
}
