package settings

import (
	"context"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TokenRevocation is the check token-revocation.
var TokenRevocation = check.Check{
	Name: "token-revocation",
	Doc:  "Refresh tokens can be revoked, unless it is declared otherwise.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		// API reference, UserPoolClientType: the default is on.
		on := client.EnableTokenRevocation == nil || *client.EnableTokenRevocation
		declared := t.Client.Declared.Revocation
		switch {
		case declared != nil && *declared != on:
			return check.Finding(fmt.Sprintf("Apply the configuration again, or declare refresh = { revocation = %t }.", on),
				"Token revocation is %s and is declared %s.", onOff(on), onOff(*declared)), nil
		case declared == nil && !check.SignsInUsers(client):
			return nil, check.MachineClient
		case declared == nil && !on:
			// RFC 7009 section 2: an authorization server must revoke refresh tokens.
			return check.Finding("Write refresh = { revocation = true }.",
				"Token revocation is off and must be on, so that a stolen refresh token can be revoked."), nil
		}
		return nil, nil
	},
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
