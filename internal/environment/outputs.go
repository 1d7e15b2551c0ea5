package environment

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// ReadOutputs reads the environments of a file: the outputs of a root module, as `terraform
// output -json` prints them, or only the value of the output `environment`. source is the
// file or folder, as written by the caller, for names and errors.
//
// Each output with the value of module.cognito.environment becomes an [Environment]. The output
// `environment` gets its name from the source. Any other output gets its own name.
// The output `client_secrets` has the secrets of the clients in the output `environment`.
//
// Errors name the source and the field, and do not quote values that may be secret.
func ReadOutputs(data []byte, source string) ([]Environment, error) {
	var top map[string]json.RawMessage
	if err := json.Unmarshal(trimmed(data), &top); err != nil {
		return nil, fmt.Errorf("%s: the file is not a JSON object. Write it with `terraform output -json`", source)
	}
	if len(top) == 0 {
		return nil, fmt.Errorf("%s: the outputs are empty. Run `terraform apply`, and select the workspace in which it ran", source)
	}
	if id, ok := top["user_pool_id"]; ok && valueOf(id) == nil { // an output of a root may have this name, too
		e, err := read(trimmed(data), source, nameOf(source))
		if err != nil {
			return nil, err
		}
		return []Environment{e}, nil
	}
	values := map[string]json.RawMessage{}
	for name, raw := range top {
		if value := valueOf(raw); value != nil {
			values[name] = value
		}
	}
	var all []Environment
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !isEnvironment(values[name]) {
			continue
		}
		title := name
		if name == "environment" {
			title = nameOf(source)
		}
		e, err := read(values[name], source, title)
		if err != nil {
			return nil, err
		}
		if secrets, ok := values["client_secrets"]; ok && name == "environment" {
			if err := e.readSecrets(secrets); err != nil {
				return nil, err
			}
		}
		all = append(all, e)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf(`%s: the output "environment" is missing. Write output "environment" { value = module.cognito.environment } and apply it. Without the module, see docs/own-root.md`, source)
	}
	return all, nil
}

// valueOf returns the value of an output, or nil if the JSON is not an output.
func valueOf(raw json.RawMessage) json.RawMessage {
	var output struct{ Value json.RawMessage }
	if json.Unmarshal(raw, &output) != nil {
		return nil
	}
	return output.Value
}

// nameOf returns the last element of a path without the extensions .json and .outputs.
func nameOf(source string) string {
	base := filepath.Base(filepath.Clean(source))
	for _, suffix := range []string{".json", ".outputs"} {
		base = strings.TrimSuffix(base, suffix)
	}
	return base
}

func isEnvironment(value json.RawMessage) bool {
	var fields map[string]json.RawMessage
	if json.Unmarshal(value, &fields) != nil {
		return false
	}
	_, pool := fields["user_pool_id"]
	_, clients := fields["client_ids"]
	return pool && clients
}

// output has the fields of the output `environment` that this package reads. Outputs of an older version of
// the module have fewer fields; these are nil.
type output struct {
	UserPoolID string `json:"user_pool_id"`
	Region     string `json:"region"`
	Endpoints
	ClientIDs        map[string]string   `json:"client_ids"`
	RefreshContract  map[string]contract `json:"refresh_contract"`
	UserPoolSettings poolSettings        `json:"user_pool_settings"`
	ClientSettings   map[string]settings `json:"client_settings"`
}

type poolSettings struct {
	DeletionProtection       *string         `json:"deletion_protection"`
	UserPoolTier             *string         `json:"user_pool_tier"`
	MFAConfiguration         *string         `json:"mfa_configuration"`
	ManagedLoginVersion      *int            `json:"managed_login_version"`
	PasswordPolicy           *PasswordPolicy `json:"password_policy"`
	AllowAdminCreateUserOnly *bool           `json:"allow_admin_create_user_only"`
	AccountRecovery          []string        `json:"account_recovery"`
	AdvancedSecurityMode     *string         `json:"advanced_security_mode"`
	CustomAuthMode           *string         `json:"custom_auth_mode"`

	// The provider has no arguments for these. A root declares them in its output environment.
	IssuerType          *string `json:"issuer_type"`
	UserSessionTracking *string `json:"user_session_tracking"`
	MaxSessionsPerUser  *int    `json:"max_sessions_per_user"`
	OpenRegistration    *bool   `json:"open_registration"`
	WebACLARN           *string `json:"web_acl_arn"` // an argument of another resource
}

type contract struct {
	AccessTokenSeconds      *int     `json:"access_token_seconds"`
	IDTokenSeconds          *int     `json:"id_token_seconds"`
	RefreshTokenSeconds     *int     `json:"refresh_token_seconds"`
	Rotation                *bool    `json:"rotation"`
	RetryGracePeriodSeconds *int     `json:"retry_grace_period_seconds"`
	Revocation              *bool    `json:"revocation"`
	CodeResponseFields      []string `json:"code_response_fields"`
	RefreshResponseFields   []string `json:"refresh_response_fields"`
}

type settings struct {
	GenerateSecret             *bool    `json:"generate_secret"`
	ExplicitAuthFlows          []string `json:"explicit_auth_flows"`
	AllowedOAuthFlows          []string `json:"allowed_oauth_flows"`
	AllowedOAuthScopes         []string `json:"allowed_oauth_scopes"`
	CallbackURLs               []string `json:"callback_urls"`
	LogoutURLs                 []string `json:"logout_urls"`
	PreventUserExistenceErrors *string  `json:"prevent_user_existence_errors"`
	SSOSessionMinutes          *int     `json:"sso_session_max_validity_minutes"`
}

func read(value json.RawMessage, source, name string) (Environment, error) {
	var o output
	if err := json.Unmarshal(value, &o); err != nil {
		return Environment{}, fmt.Errorf("%s: %s. Write value = module.cognito.environment", source, typeError(err))
	}
	if o.UserPoolID == "" {
		return Environment{}, fmt.Errorf("%s: environment.user_pool_id: the value is empty. Run `terraform apply`", source)
	}
	if o.ClientIDs == nil {
		return Environment{}, fmt.Errorf("%s: environment.client_ids: the value is missing. Write value = module.cognito.environment", source)
	}
	region := regionOf(o.UserPoolID)
	if region == "" {
		return Environment{}, fmt.Errorf("%s: environment.user_pool_id: %q is not the id of a user pool, such as eu-west-1_Ab12Cd34E. Write value = module.cognito.environment", source, o.UserPoolID)
	}
	if o.Region == "" {
		o.Region = region
	}
	e := Environment{
		Name: name, Source: source, Region: o.Region, UserPoolID: o.UserPoolID, Production: IsProduction(name), Endpoints: o.Endpoints,
		Declared: o.UserPoolSettings.declared(),
	}
	for _, described := range []map[string]bool{keysOf(o.RefreshContract), keysOf(o.ClientSettings)} {
		for _, key := range slices.Sorted(maps.Keys(described)) {
			if _, ok := o.ClientIDs[key]; !ok {
				return Environment{}, fmt.Errorf("%s: environment.client_ids: the client %q is missing, but refresh_contract or client_settings has it. Write value = module.cognito.environment", source, key)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(o.ClientIDs)) {
		if o.ClientIDs[key] == "" {
			return Environment{}, fmt.Errorf("%s: environment.client_ids.%s: the value is empty. Run `terraform apply`", source, key)
		}
		e.Clients = append(e.Clients, Client{Key: key, ID: o.ClientIDs[key], Declared: declared(o.RefreshContract[key], o.ClientSettings[key])})
	}
	return e, nil
}

func (s *poolSettings) declared() Pool {
	return Pool{
		DeletionProtection: s.DeletionProtection, Tier: s.UserPoolTier, MFAConfiguration: s.MFAConfiguration, ManagedLoginVersion: s.ManagedLoginVersion,
		PasswordPolicy: s.PasswordPolicy, AllowAdminCreateUserOnly: s.AllowAdminCreateUserOnly, AccountRecovery: s.AccountRecovery,
		AdvancedSecurityMode: s.AdvancedSecurityMode, CustomAuthMode: s.CustomAuthMode,
		IssuerType: s.IssuerType, UserSessionTracking: s.UserSessionTracking, MaxSessionsPerUser: s.MaxSessionsPerUser, OpenRegistration: s.OpenRegistration, WebACLARN: s.WebACLARN,
	}
}

func keysOf[T any](m map[string]T) map[string]bool {
	keys := map[string]bool{}
	for key := range m {
		keys[key] = true
	}
	return keys
}

func declared(c contract, s settings) AppClient {
	return AppClient{
		AccessToken: seconds(c.AccessTokenSeconds), IDToken: seconds(c.IDTokenSeconds), RefreshToken: seconds(c.RefreshTokenSeconds),
		Rotation: c.Rotation, RetryGracePeriod: seconds(c.RetryGracePeriodSeconds), Revocation: c.Revocation,
		CodeResponseFields: c.CodeResponseFields, RefreshResponseFields: c.RefreshResponseFields,
		Confidential: s.GenerateSecret, ExplicitAuthFlows: s.ExplicitAuthFlows,
		AllowedOAuthFlows: s.AllowedOAuthFlows, AllowedOAuthScopes: s.AllowedOAuthScopes,
		CallbackURLs: s.CallbackURLs, LogoutURLs: s.LogoutURLs, PreventUserExistenceErrors: s.PreventUserExistenceErrors,
		SSOSessionMinutes: s.SSOSessionMinutes,
	}
}

func seconds(number *int) *time.Duration {
	if number == nil {
		return nil
	}
	return new(time.Duration(*number) * time.Second)
}

// readSecrets reads the output client_secrets. Clients without a secret are not in it.
func (e *Environment) readSecrets(value json.RawMessage) error {
	var secrets map[string]Secret
	if json.Unmarshal(value, &secrets) != nil {
		return fmt.Errorf("%s: client_secrets: the output does not map clients to secrets. Write value = module.cognito.client_secrets", e.Source)
	}
	for i := range e.Clients {
		e.Clients[i].Secret = new(secrets[e.Clients[i].Key])
	}
	return nil
}

// typeError names the field with the wrong JSON type. It does not repeat the value, which may
// be a secret.
func typeError(err error) string {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if field := strings.TrimPrefix(wrong.Field, "Endpoints."); field != "" {
			return fmt.Sprintf("environment.%s: the type %s is wrong", field, wrong.Value)
		}
	}
	return "environment: the value is not a JSON object"
}

// regionOf returns the region in the id of a user pool, or "".
func regionOf(userPoolID string) string {
	region, rest, ok := strings.Cut(userPoolID, "_")
	if !ok || region == "" || rest == "" {
		return ""
	}
	return region
}

// IsProduction reports whether an environment's name contains the word prod or production.
func IsProduction(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune("-_./ :", r) })
	return slices.Contains(words, "prod") || slices.Contains(words, "production")
}

// Unique returns an error if two environments have the same name, because a report identifies environments by
// name.
func Unique(environments []Environment) error {
	sources := map[string]string{}
	for i := range environments {
		e := &environments[i]
		if first, exists := sources[e.Name]; exists {
			return fmt.Errorf("%s and %s have the same name %q. Rename one of the files or folders, or select workspaces with different names", first, e.Source, e.Name)
		}
		sources[e.Name] = e.Source
	}
	return nil
}

// trimmed removes a byte order mark, which PowerShell writes at the start of a redirected output.
func trimmed(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) }
