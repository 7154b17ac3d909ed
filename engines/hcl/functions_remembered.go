package hcl

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// leastRemembered are the bytes of a text from which on decoding it costs more than looking it up.
const leastRemembered = 256

// remembering is a function of one text that gives a long text's value without computing it again: configurations
// decode the same files in many places, and a root is evaluated again for each file that was missing.
func remembering(decode function.Function) function.Function {
	known := remember[cty.Value]()
	value := func(args []cty.Value) (cty.Value, error) {
		text := args[0].AsString()
		if found, ok := known.find(text); ok {
			return found, nil
		}
		made, err := decode.Call(args)
		if err == nil && len(text) >= leastRemembered {
			known.add(text, made, len(text))
		}
		return made, err
	}
	return function.New(&function.Spec{
		Params: decode.Params(),
		Type: func(args []cty.Value) (cty.Type, error) {
			if !args[0].IsKnown() || args[0].IsNull() {
				return decode.ReturnTypeForValues(args)
			}
			made, err := value(args)
			return made.Type(), err
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return value(args) },
	})
}
