package hcl

import (
	"path"
	"path/filepath"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

type functionTable = map[string]function.Function

// runtimeFunctions tell what only the machine knows that runs Terragrunt.
var runtimeFunctions = []string{
	"run_cmd", "sops_decrypt_file", "get_aws_account_id", "get_aws_account_alias", "get_aws_caller_identity_arn",
	"get_aws_caller_identity_user_id", "get_platform", "get_terraform_command", "get_terraform_cli_args",
	"get_default_retryable_errors", "get_terragrunt_source_cli_flag", "get_working_dir",
	"get_terraform_commands_that_need_vars", "get_terraform_commands_that_need_locking",
	"get_terraform_commands_that_need_input", "get_terraform_commands_that_need_parallelism", "mark_as_read",
	"mark_glob_as_read", "constraint_check", "deep_merge",
}

// functionTable has Terraform's functions, whose relative paths start at the file's directory, and Terragrunt's own.
func (g *grunt) functionTable() functionTable {
	if g.functions != nil {
		return g.functions
	}
	here := *g.unit.ev
	here.root, here.isUnit = path.Dir(g.path), true
	g.functions = here.fileFunctions()
	for name, pure := range pureFunctions {
		g.functions[name] = pure
	}
	for _, name := range runtimeFunctions {
		g.functions[name] = g.unknownFunction()
	}
	for name, find := range map[string]func(args []string) cty.Value{
		"get_terragrunt_dir":          func([]string) cty.Value { return cty.StringVal(absolute(g.base)) },
		"get_original_terragrunt_dir": func([]string) cty.Value { return cty.StringVal(absolute(g.unit.dir)) },
		"get_repo_root":               func([]string) cty.Value { return cty.StringVal(repositoryRoot) },
		"get_path_from_repo_root":     func([]string) cty.Value { return cty.StringVal(relative(".", g.base)) },
		"get_path_to_repo_root":       func([]string) cty.Value { return cty.StringVal(relative(g.base, ".")) },
		"get_parent_terragrunt_dir":   func(args []string) cty.Value { return cty.StringVal(absolute(g.includeDir(args))) },
		"path_relative_to_include":    func(args []string) cty.Value { return cty.StringVal(relative(g.includeDir(args), g.base)) },
		"path_relative_from_include":  func(args []string) cty.Value { return cty.StringVal(relative(g.base, g.includeDir(args))) },
		"find_in_parent_folders":      g.findInParents,
		"get_env":                     g.environment,
	} {
		g.functions[name] = textsFunction(find)
	}
	g.functions["read_terragrunt_config"] = g.readConfig()
	g.functions["read_tfvars_file"] = g.readVariables()
	return g.functions
}

func textsFunction(of func(args []string) cty.Value) function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "arguments", Type: cty.String},
		Type:     function.StaticReturnType(cty.String),
		Impl: func(values []cty.Value, _ cty.Type) (cty.Value, error) {
			args := make([]string, len(values))
			for i, value := range values {
				args[i] = value.AsString()
			}
			return of(args), nil
		},
	})
}

// unknownFunction stands for what only a run tells.
func (g *grunt) unknownFunction() function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "arguments", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowDynamicType: true},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl:     func([]cty.Value, cty.Type) (cty.Value, error) { return g.unknown(), nil },
	})
}

func (g *grunt) unknown() cty.Value {
	if g.unit.drafting {
		return cty.StringVal("known-after-apply")
	}
	return cty.DynamicVal
}

// environment is what Terragrunt finds on a machine that sets nothing but what the configuration names.
func (g *grunt) environment(args []string) cty.Value {
	if len(args) > 0 {
		if value, ok := g.unit.ev.asked.Environment[args[0]]; ok {
			return cty.StringVal(value)
		}
	}
	if len(args) > 1 {
		return cty.StringVal(args[1])
	}
	if g.unit.drafting {
		return cty.StringVal("known-after-apply")
	}
	return cty.UnknownVal(cty.String)
}

func relative(from, to string) string {
	found, err := filepath.Rel("/"+from, "/"+to)
	if err != nil {
		return to
	}
	return filepath.ToSlash(found)
}

// includeDir is the directory of the file that includes meet in: of the included file itself, or of a unit's include.
func (g *grunt) includeDir(args []string) string {
	if g.isIncluded {
		return path.Dir(g.path)
	}
	for _, found := range g.resolveIncludes() {
		if len(args) == 0 || found.name == args[0] {
			return path.Dir(found.config.path)
		}
	}
	return g.base
}

// findInParents looks for a file in the directories above the unit, the nearest first.
func (g *grunt) findInParents(args []string) cty.Value {
	name := terragruntFile
	if len(args) > 0 {
		name = args[0]
	}
	if path.IsAbs(name) {
		return cty.StringVal(name)
	}
	tree, log := g.unit.ev.tree, g.unit.ev.trace
	for dir := g.base; dir != "."; {
		dir = path.Dir(dir)
		wanted := path.Join(dir, name)
		switch state := tree.exists(wanted, log); {
		case state == fileWanted:
			return cty.UnknownVal(cty.String)
		case state == fileGiven, tree.hasDirectory(wanted, log):
			return cty.StringVal(absolute(wanted))
		}
	}
	if len(args) > 1 {
		return cty.StringVal(args[1])
	}
	if attr := g.unit.at; attr != nil && !log.lacks() {
		g.unit.fail(attr, "there is no %q in a directory above %s", name, describeDir(g.base))
	}
	return cty.UnknownVal(cty.String)
}

// hasDirectory tells whether a directory of that name is listed.
func (t *tree) hasDirectory(name string, log *trace) bool {
	entries, known := t.list(path.Dir(name), log)
	return known && contains(entries.Dirs, path.Base(name))
}

func (t *trace) lacks() bool { return len(t.wantDirs)+len(t.wantFiles)+len(t.wantModules) > 0 }

// readConfig is read_terragrunt_config: another file's locals and inputs.
func (g *grunt) readConfig() function.Function {
	return function.New(&function.Spec{
		Params:   []function.Parameter{{Name: "path", Type: cty.String}},
		VarParam: &function.Parameter{Name: "fallback", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			name := args[0].AsString()
			file, ok := g.resolve(name)
			if !ok {
				return cty.NilVal, function.NewArgErrorf(0, "the path %q leaves the repository; only files in it are read", name)
			}
			ev := g.unit.ev
			if ev.tree.isDirectory(file, ev.trace) {
				file = g.unit.configFile(file)
			}
			switch state := ev.tree.exists(ev.located(file), ev.trace); {
			case state == fileWanted:
				return cty.DynamicVal, nil
			case state == fileMissing && len(args) > 1:
				return args[1], nil
			case state == fileMissing:
				return cty.NilVal, function.NewArgErrorf(0, "there is no Terragrunt file %q", file)
			}
			found := g.unit.load(file, path.Dir(file), false, g.unit.at)
			if found == nil {
				return cty.DynamicVal, nil
			}
			return found.asValue(), nil
		},
	})
}

// readVariables is read_tfvars_file: a variable file as JSON text.
func (g *grunt) readVariables() function.Function {
	return textsFunction(func(args []string) cty.Value {
		if len(args) != 1 {
			return cty.UnknownVal(cty.String)
		}
		file, ok := g.resolve(args[0])
		ev := g.unit.ev
		text, blob, state := ev.tree.read(ev.located(file), ev.trace)
		if !ok || state != fileGiven {
			return cty.UnknownVal(cty.String)
		}
		inputs := map[string]input{}
		ev.readVariableFile(parseFile(file, blob, text), inputs)
		values := map[string]cty.Value{}
		for name, given := range inputs {
			values[name] = given.value
		}
		return cty.StringVal(string(appendJSON(nil, cty.ObjectVal(values))))
	})
}
