package engine

import "testing"

func TestEnvHidesVariablesThatAffectConcurrentRuns(t *testing.T) {
	m := newMachine(t, "terraform")
	m.mirror("opt", "plugins")
	env := m.prepare().Env()
	for _, name := range []string{"TF_CLI_ARGS", "TF_CLI_ARGS_apply", "TF_DATA_DIR", "TF_PLUGIN_CACHE_DIR", "TF_REATTACH_PROVIDERS", "TF_WORKSPACE"} {
		if value, ok := env[name]; !ok || value != "" {
			t.Errorf("%s is %q, %v; want it empty", name, value, ok)
		}
	}
	for name, want := range map[string]string{"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"} {
		if env[name] != want {
			t.Errorf("%s is %q, want %q", name, env[name], want)
		}
	}
}

func TestReason(t *testing.T) {
	for _, test := range []struct{ name, output, want string }{
		{"no error", "Apply complete!\n", ""},
		{"only a heading", "Error: reading the moon: gone\n", "reading the moon: gone"},
		{"a heading and a detail", "\nError: Invalid value\n\nThe pool is\ntoo deep.\n\nSee the guide.\n", "Invalid value: The pool is too deep"},
		{
			"a position in the configuration",
			"\nError: creating Cognito User Pool (x): operation error: boom\n\n  with module.cognito.aws_cognito_user_pool.this,\n  on ../../main.tf line 3, in resource:\n   3: resource {\n\n",
			"creating Cognito User Pool (x): operation error: boom",
		},
		{
			"a position and a detail",
			"Error: Invalid function argument\n\n  on main.tf line 2:\n   2: x\n\nInvalid value: it is not.\n",
			"Invalid function argument: Invalid value: it is not",
		},
		{"a frame", "╷\n│ Error: No valid credential sources found\n│ \n│ Please see the\n│ documentation.\n╵\n", "No valid credential sources found: Please see the documentation"},
		{"the first of two", "Error: one\n\nError: two\n", "one"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Reason(test.output); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}
