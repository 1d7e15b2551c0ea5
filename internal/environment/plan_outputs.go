package environment

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// planOutput is an output in the JSON of a state.
type planOutput struct {
	Value json.RawMessage `json:"value"`
}

// sessionLimits sets the limits that outputs with the value of module.cognito.environment declare for
// the pools of the plan. The provider has no arguments for them (docs/inputs.md, "What the provider
// cannot declare").
func (j *joined) sessionLimits() error {
	for _, name := range slices.Sorted(maps.Keys(j.outputs)) {
		value := j.outputs[name].Value
		if !isEnvironment(value) {
			continue
		}
		var declared struct {
			UserPoolID       string `json:"user_pool_id"`
			UserPoolSettings struct {
				UserSessionTracking *string `json:"user_session_tracking"`
				MaxSessionsPerUser  *int    `json:"max_sessions_per_user"`
			} `json:"user_pool_settings"`
		}
		if err := json.Unmarshal(value, &declared); err != nil {
			return fmt.Errorf("output %s: %s. Write user_session_tracking = \"ENABLED\" and a whole number for max_sessions_per_user", name, strings.TrimPrefix(typeError(err), "environment."))
		}
		settings := declared.UserPoolSettings
		e := j.environments[declared.UserPoolID]
		if e == nil || settings.UserSessionTracking == nil || *settings.UserSessionTracking != "ENABLED" || settings.MaxSessionsPerUser == nil {
			continue
		}
		if *settings.MaxSessionsPerUser < 1 {
			return fmt.Errorf("output %s: user_pool_settings.max_sessions_per_user: %d is not a limit. Write 1 or more", name, *settings.MaxSessionsPerUser)
		}
		e.SessionLimit = settings.MaxSessionsPerUser
	}
	return nil
}
