package environment

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// limitsOf joins a plan of one pool with its state and outputs.
func limitsOf(t *testing.T, outputs string) ([]Environment, error) {
	t.Helper()
	plan, err := ReadPlan(planOf(`{"resources":[`+plannedPool+`]}`, `{}`))
	require.NoError(t, err)
	return plan.Applied([]byte(`{"values":{"outputs":` + outputs + `,"root_module":{"resources":[` + appliedPool + `]}}}`))
}

// The outputs of a root declare the limit of user sessions, and nothing else.
func TestSessionLimitOfTheOutputs(t *testing.T) {
	t.Parallel()
	environment := func(pool, settings string) string {
		return `{"environment":{"sensitive":false,"value":{"user_pool_id":"` + pool + `","client_ids":{},"user_pool_settings":` + settings + `}}}`
	}
	const own = "eu-west-1_Ab12Cd34E"
	for _, tt := range []struct {
		name, outputs string
		want          *int
	}{
		{"a limit", environment(own, `{"user_session_tracking":"ENABLED","max_sessions_per_user":5,"deletion_protection":"INACTIVE"}`), new(5)},
		{"tracking is off", environment(own, `{"user_session_tracking":"DISABLED","max_sessions_per_user":5}`), nil},
		{"tracking is not declared", environment(own, `{"max_sessions_per_user":5}`), nil},
		{"no limit", environment(own, `{"user_session_tracking":"ENABLED"}`), nil},
		{"another pool", environment("eu-west-1_Other", `{"user_session_tracking":"ENABLED","max_sessions_per_user":5}`), nil},
		{"no settings", environment(own, `null`), nil},
		{"other outputs", `{"user_pool_id":{"value":"` + own + `"},"secret":{"sensitive":true,"value":null},"limits":{"value":{"max_sessions_per_user":"many"}}}`, nil},
		{"no outputs", `null`, nil},
	} {
		all, err := limitsOf(t, tt.outputs)
		require.NoError(t, err, tt.name)
		require.Len(t, all, 1, tt.name)
		assert.Equal(t, tt.want, all[0].SessionLimit, tt.name)
		assert.Equal(t, new("ACTIVE"), all[0].Declared.DeletionProtection, tt.name)
		assert.Nil(t, all[0].Declared.MaxSessionsPerUser, tt.name)
	}
	for _, tt := range []struct{ name, outputs, want string }{
		{"text", environment(own, `{"user_session_tracking":"ENABLED","max_sessions_per_user":"many"}`),
			`output environment: user_pool_settings.max_sessions_per_user: the type string is wrong. Write user_session_tracking = "ENABLED" and a whole number for max_sessions_per_user`},
		{"a fraction", environment(own, `{"user_session_tracking":"ENABLED","max_sessions_per_user":2.5}`),
			`output environment: user_pool_settings.max_sessions_per_user: the type number 2.5 is wrong. Write user_session_tracking = "ENABLED" and a whole number for max_sessions_per_user`},
		{"zero", environment(own, `{"user_session_tracking":"ENABLED","max_sessions_per_user":0}`),
			`output environment: user_pool_settings.max_sessions_per_user: 0 is not a limit. Write 1 or more`},
	} {
		_, err := limitsOf(t, tt.outputs)
		assert.EqualError(t, err, tt.want, tt.name)
	}
}
