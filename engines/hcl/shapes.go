package hcl

import "strings"

// shape is what a block of the language may have in it: the union of what Terraform and OpenTofu know, so that what
// is refused here both refuse.
type shape struct {
	// required are the arguments that must be there, known all that may be; names are separated by spaces.
	required, known string
	// blocks are the kinds of nested blocks.
	blocks string
	// constant are the arguments that are true or false, and no expressions.
	constant string
	// anyArgument and anyBlock say that others are allowed too: a provider or a module knows them.
	anyArgument, anyBlock bool
}

const (
	repeats         = "count for_each provider depends_on"
	conditionBlocks = "precondition postcondition"
)

// shapes are named by the path of kinds that leads to a block.
var shapes = map[string]shape{
	"terraform": {
		known:  "required_version experiments language",
		blocks: "backend cloud required_providers provider_meta encryption state_store",
	},
	"locals": {anyArgument: true},
	"variable": {
		known: "type default description sensitive ephemeral nullable deprecated const", blocks: "validation",
		constant: "sensitive ephemeral nullable const",
	},
	"variable validation": conditionRule,
	"output": {
		required: "value", known: "value description sensitive ephemeral depends_on deprecated type", blocks: "precondition",
		constant: "sensitive ephemeral",
	},
	"output precondition":             conditionRule,
	"module":                          {anyArgument: true, required: "source", blocks: "_ lifecycle"},
	"provider":                        {anyArgument: true, anyBlock: true},
	"resource":                        {anyArgument: true, anyBlock: true, blocks: "lifecycle connection"},
	"data":                            {anyArgument: true, anyBlock: true, blocks: "lifecycle"},
	"ephemeral":                       {anyArgument: true, anyBlock: true, blocks: "lifecycle"},
	"resource terraform_data":         {known: repeats + " input triggers_replace", blocks: "lifecycle connection provisioner _"},
	"resource lifecycle":              resourceLifecycle,
	"resource lifecycle precondition": conditionRule, "resource lifecycle postcondition": conditionRule,
	"data lifecycle":              {known: "enabled", blocks: conditionBlocks},
	"data lifecycle precondition": conditionRule, "data lifecycle postcondition": conditionRule,
	"ephemeral lifecycle":              {known: "enabled", blocks: conditionBlocks},
	"ephemeral lifecycle precondition": conditionRule, "ephemeral lifecycle postcondition": conditionRule,
	"check":        {blocks: "data assert"},
	"check assert": conditionRule,
	"moved":        {required: "from to", known: "from to"},
	"removed":      {required: "from", known: "from", blocks: "lifecycle connection provisioner"},
	"removed lifecycle": {
		required: "destroy", known: "destroy", constant: "destroy",
	},
	"import": {required: "to", known: "to id identity for_each provider"},
}

var conditionRule = shape{required: "condition error_message", known: "condition error_message"}

var resourceLifecycle = shape{
	known:    "create_before_destroy prevent_destroy ignore_changes replace_triggered_by enabled destroy",
	blocks:   conditionBlocks + " action_trigger",
	constant: "create_before_destroy prevent_destroy",
}

// onlyOnce are nested blocks that another one must not follow.
var onlyOnce = map[string]bool{"lifecycle": true, "connection": true, "cloud": true, "backend": true}

// takenNames are arguments of a module block that a variable would be mistaken for.
var takenNames = words("source version providers count for_each lifecycle depends_on locals")

func words(text string) map[string]bool {
	found := map[string]bool{}
	for _, word := range strings.Fields(text) {
		found[word] = true
	}
	return found
}
