package settings

import (
	"context"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

const (
	registerScope = "aws.cognito/dcr/register"
	apiScope      = "aws.cognito.signin.user.admin"
)

// OpenRegistration is the check open-registration.
var OpenRegistration = check.Check{
	Name: "open-registration",
	Doc:  "Strangers cannot register app clients in the pool, unless it is declared, and no registration gives them more than a sign-in.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		registration, err := t.Registration(ctx)
		if err != nil {
			return nil, err
		}
		declared := t.Environment.Declared.OpenRegistration
		if !registration.On() && (declared == nil || !*declared) {
			return nil, check.NotApplicable("the pool registers no clients dynamically")
		}
		var findings []report.Finding
		switch open := registration.Open(); {
		case open && (declared == nil || !*declared):
			findings = check.Finding("Set OpenDcrEnabled to false with the AWS CLI, or declare open_registration = true in the policy file.",
				"Any application can register a client without an access token, and this is not declared.")
		case !open && declared != nil && *declared:
			findings = check.Finding("Set OpenDcrEnabled to true with the AWS CLI, or remove open_registration from the policy file.",
				"Open registration is off and is declared on.")
		}
		// API reference, DcrConfigurationType, OpenDcrGrantTypes.
		if registration.Open() && slices.Contains(registration.OpenGrants(), "client_credentials") {
			findings = append(findings, check.Finding("Remove client_credentials from OpenDcrGrantTypes with the AWS CLI.",
				"Open registration permits client_credentials: strangers get access tokens, and you pay for them.")...)
		}
		if registration.On() && slices.Contains(registration.AllowedScopes, apiScope) {
			findings = append(findings, check.Finding("Remove the scope from AllowedScopes with the AWS CLI.",
				"A registered client can have the scope %s, with which it changes the attributes, the password and the factors of its users.", apiScope)...)
		}
		public, err := publicRegistrars(ctx, t)
		if err != nil {
			return nil, err
		}
		if registration.On() && len(public) > 0 {
			findings = append(findings, check.Finding("Remove the scope from these clients, and give it to a client with a secret.",
				"Users of a client without a secret can register clients, because it has the scope %s: %s.", registerScope, strings.Join(public, ", "))...)
		}
		return findings, nil
	},
}

// publicRegistrars returns the keys of the clients that have the scope of registrations and no
// secret.
func publicRegistrars(ctx context.Context, t *check.Target) (keys []string, err error) {
	for _, of := range t.Clients {
		client, err := of.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if slices.Contains(client.AllowedOAuthScopes, registerScope) && !check.Confidential(client) {
			keys = append(keys, of.Client.Key)
		}
	}
	return keys, nil
}
