package cognitoidp

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// acrConfiguration is the AcrConfigurationType of the API.
type acrConfiguration map[string]acrLevel

type acrLevel struct{ AcrValue string }

// record returns the names that differ from the default names.
func (a acrConfiguration) record() userpool.ACRNames {
	names, defaults := userpool.ACRNames{}, userpool.Pool{}.EffectiveACR()
	for key, level := range a {
		if name, known := defaults[key]; !known || level.AcrValue != name {
			names[key] = level.AcrValue
		}
	}
	return names
}

// acrConfigurationOf returns the names of all levels: a response always has the effective ones.
func acrConfigurationOf(p userpool.Pool) acrConfiguration {
	wire := acrConfiguration{}
	for key, name := range p.EffectiveACR() {
		wire[key] = acrLevel{name}
	}
	return wire
}

// levelMembers are the members that require the emulator's setting for levels of authentication.
var levelMembers = map[string]bool{"AcrConfiguration": true, "AcrMapping": true}

// rejectLevels rejects such a member without the setting: with a name of a level that is lost, a
// test would pass that fails on Cognito.
func (a *API) rejectLevels(name string, operation apimodel.Operation, request map[string]any) error {
	if a.Store.AuthenticationLevels {
		return nil
	}
	path, found := operation.Find(request, func(_, member string) bool { return levelMembers[member] })
	if !found {
		return nil
	}
	return apierror.LevelsWithoutSetting(path + " of " + name)
}
