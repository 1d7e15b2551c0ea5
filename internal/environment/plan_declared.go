package environment

import (
	"fmt"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/duration"
)

// declaredPool reads the settings of a planned pool.
func declaredPool(r *resource) (p Pool, err error) {
	for _, setting := range []struct {
		name string
		into **string
	}{
		{"deletion_protection", &p.DeletionProtection},
		{"user_pool_tier", &p.Tier},
		{"mfa_configuration", &p.MFAConfiguration},
	} {
		if *setting.into, err = r.text(setting.name); err != nil {
			return p, err
		}
	}
	return p, nil
}

// declaredClient reads the settings of a planned client.
func declaredClient(r *resource) (c AppClient, err error) {
	for _, setting := range []struct {
		name string
		into *[]string
	}{
		{"explicit_auth_flows", &c.ExplicitAuthFlows},
		{"allowed_oauth_flows", &c.AllowedOAuthFlows},
		{"allowed_oauth_scopes", &c.AllowedOAuthScopes},
		{"callback_urls", &c.CallbackURLs},
		{"logout_urls", &c.LogoutURLs},
	} {
		if *setting.into, err = r.list(setting.name); err != nil {
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
	if r.null("generate_secret") { // without the argument, the client is created without a secret
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

// readValidities reads the lifetime of each token. The default unit is hours, and days for
// the refresh token. A refresh validity of 0 is 30 days
// (API reference, CreateUserPoolClient).
func (c *AppClient) readValidities(r *resource) error {
	type unitsOf struct {
		AccessToken  *string `json:"access_token"`
		IDToken      *string `json:"id_token"`
		RefreshToken *string `json:"refresh_token"`
	}
	blocks, err := attribute[[]unitsOf](r, "token_validity_units")
	if err != nil {
		return err
	}
	if blocks == nil {
		return nil // without the units, the validities are unknown
	}
	var set unitsOf
	if len(*blocks) > 0 {
		set = (*blocks)[0]
	}
	for _, token := range []struct {
		validity, unit string
		set            *string
		defaultUnit    time.Duration
		into           **time.Duration
	}{
		{"access_token_validity", "access_token", set.AccessToken, time.Hour, &c.AccessToken},
		{"id_token_validity", "id_token", set.IDToken, time.Hour, &c.IDToken},
		{"refresh_token_validity", "refresh_token", set.RefreshToken, duration.Day, &c.RefreshToken},
	} {
		number, err := r.number(token.validity)
		if err != nil {
			return err
		}
		if number == nil {
			continue
		}
		length := token.defaultUnit
		if token.set != nil && *token.set != "" {
			var ok bool
			if length, ok = duration.Unit(*token.set); !ok {
				return fmt.Errorf("%s.token_validity_units.%s: %q is not a unit. %s", r.Address, token.unit, *token.set, useUnit)
			}
		}
		validity := time.Duration(*number) * length
		if *number == 0 {
			if token.validity != "refresh_token_validity" {
				continue
			}
			validity = 30 * duration.Day
		}
		*token.into = &validity
	}
	return nil
}

// readRotation reads the block of rotation. A client that is created without the block does
// not rotate; an adopted client may. AWS does not document the default of the grace period,
// so an unset grace period is not declared.
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

// derive sets the fields of the token responses, if all settings that decide them are
// declared.
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
