package environment

import (
	"fmt"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/duration"
)

// declaredClient reads the settings of a planned client.
func declaredClient(r *resource) (c AppClient, err error) {
	for _, setting := range []struct {
		name   string
		target *[]string
	}{
		{"explicit_auth_flows", &c.ExplicitAuthFlows},
		{"allowed_oauth_flows", &c.AllowedOAuthFlows},
		{"allowed_oauth_scopes", &c.AllowedOAuthScopes},
		{"callback_urls", &c.CallbackURLs},
		{"logout_urls", &c.LogoutURLs},
	} {
		if *setting.target, err = r.list(setting.name); err != nil {
			return c, err
		}
	}
	if c.Revocation, err = r.flag("enable_token_revocation"); err != nil {
		return c, err
	}
	if c.PreventUserExistenceErrors, err = r.text("prevent_user_existence_errors"); err != nil {
		return c, err
	}
	if c.Confidential, err = r.flag("generate_secret"); err != nil {
		return c, err
	}
	if r.null("generate_secret") { // the default is a client without a secret
		c.Confidential = new(false)
	}
	if err := c.readValidities(r); err != nil {
		return c, err
	}
	if err := c.readRotation(r); err != nil {
		return c, err
	}
	return c, c.derive(r)
}

// readValidities reads the lifetime of each token. The default unit is hours, and for the refresh token
// days. A refresh validity of 0 means the default of 30 days (API reference, CreateUserPoolClient).
func (c *AppClient) readValidities(r *resource) error {
	type unitsBlock struct {
		AccessToken  *string `json:"access_token"`
		IDToken      *string `json:"id_token"`
		RefreshToken *string `json:"refresh_token"`
	}
	blocks, err := attribute[[]unitsBlock](r, "token_validity_units")
	if err != nil {
		return err
	}
	if blocks == nil {
		return nil // without the units, the validities are unknown
	}
	var units unitsBlock
	if len(*blocks) > 0 {
		units = (*blocks)[0]
	}
	for _, token := range []struct {
		validity, unit string
		configured     *string
		defaultUnit    time.Duration
		target         **time.Duration
	}{
		{"access_token_validity", "access_token", units.AccessToken, time.Hour, &c.AccessToken},
		{"id_token_validity", "id_token", units.IDToken, time.Hour, &c.IDToken},
		{"refresh_token_validity", "refresh_token", units.RefreshToken, duration.Day, &c.RefreshToken},
	} {
		number, err := r.number(token.validity)
		if err != nil {
			return err
		}
		if number == nil {
			continue
		}
		unit := token.defaultUnit
		if token.configured != nil && *token.configured != "" {
			var ok bool
			if unit, ok = duration.Unit(*token.configured); !ok {
				return fmt.Errorf("%s.token_validity_units.%s: %q is not a unit. %s", r.Address, token.unit, *token.configured, useUnit)
			}
		}
		validity := time.Duration(*number) * unit
		if *number == 0 {
			if token.validity != "refresh_token_validity" {
				continue
			}
			validity = 30 * duration.Day
		}
		*token.target = &validity
	}
	return nil
}

// readRotation reads the block refresh_token_rotation. A client that Terraform creates without the block
// does not rotate. A managed client without the block may rotate, because another service created it. AWS
// does not document the default of the grace period, so a missing grace period is not declared.
func (c *AppClient) readRotation(r *resource) error {
	type block struct {
		Feature *string `json:"feature"`
		Grace   *int    `json:"retry_grace_period_seconds"`
	}
	blocks, err := attribute[[]block](r, "refresh_token_rotation")
	switch {
	case err != nil || blocks == nil:
		return err
	case len(*blocks) == 0:
		if r.Type == typeClient {
			c.Rotation = new(false)
		}
		return nil
	}
	rotation := (*blocks)[0]
	if rotation.Feature != nil {
		c.Rotation = new(*rotation.Feature == "ENABLED")
	}
	c.RetryGracePeriod = seconds(rotation.Grace)
	return nil
}

// derive sets the fields of the token responses, if all settings that they depend on are declared.
//
// Developer guide, "The token issuer endpoint": an ID token requires the openid scope, the
// response to a code has a refresh token, and the response to a refresh has one if the
// client rotates.
func (c *AppClient) derive(r *resource) error {
	pages, err := r.flag("allowed_oauth_flows_user_pool_client")
	if err != nil {
		return err
	}
	if pages == nil || !*pages || c.AllowedOAuthFlows == nil || c.AllowedOAuthScopes == nil {
		return nil
	}
	if !slices.Contains(c.AllowedOAuthFlows, "code") {
		c.CodeResponseFields, c.RefreshResponseFields = []string{}, []string{}
		return nil
	}
	fields := []string{"access_token", "expires_in"}
	if slices.Contains(c.AllowedOAuthScopes, "openid") {
		fields = append(fields, "id_token")
	}
	plain, rotated := append(slices.Clone(fields), "token_type"), append(slices.Clone(fields), "refresh_token", "token_type")
	c.CodeResponseFields = rotated
	switch {
	case c.Rotation == nil:
	case *c.Rotation:
		c.RefreshResponseFields = slices.Clone(rotated)
	default:
		c.RefreshResponseFields = plain
	}
	return nil
}
