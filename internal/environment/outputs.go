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
// output -json` prints them, or the value of the output `environment` alone. source is the
// file or folder, as the caller named it.
//
// Each output that is an environment of the root module becomes an [Environment]. An output
// with the name `environment` is named after its source, and any other output after itself.
// The output `client_secrets` has the secrets of the output `environment`.
//
// The error names the source and the field, and does not repeat a value that may be secret.
func ReadOutputs(data []byte, source string) ([]Environment, error) {
	var top map[string]json.RawMessage
	if err := json.Unmarshal(trimmed(data), &top); err != nil {
		return nil, fmt.Errorf("%s: the file is not a JSON object. Write it with `terraform output -json`", source)
	}
	if len(top) == 0 {
		return nil, fmt.Errorf("%s: there are no outputs. Run `terraform apply`, and select the workspace in which it ran", source)
	}
	if _, bare := top["user_pool_id"]; bare {
		e, err := read(trimmed(data), source, nameOf(source))
		if err != nil {
			return nil, err
		}
		return []Environment{e}, nil
	}
	values := map[string]json.RawMessage{}
	for name, raw := range top {
		var output struct{ Value json.RawMessage }
		if json.Unmarshal(raw, &output) == nil && output.Value != nil {
			values[name] = output.Value
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
		return nil, fmt.Errorf(`%s: the output "environment" is missing. Write output "environment" { value = module.cognito.environment } and apply it`, source)
	}
	return all, nil
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

// output has the fields of the output `environment` that this package reads. A field that an
// older module does not have is nil.
type output struct {
	UserPoolID string `json:"user_pool_id"`
	Region     string `json:"region"`
	Endpoints
	ClientIDs        map[string]string   `json:"client_ids"`
	RefreshContract  map[string]contract `json:"refresh_contract"`
	UserPoolSettings struct {
		DeletionProtection  *string `json:"deletion_protection"`
		UserPoolTier        *string `json:"user_pool_tier"`
		MFAConfiguration    *string `json:"mfa_configuration"`
		ManagedLoginVersion *int    `json:"managed_login_version"`
	} `json:"user_pool_settings"`
	ClientSettings map[string]settings `json:"client_settings"`
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
		Declared: Pool{
			DeletionProtection: o.UserPoolSettings.DeletionProtection, Tier: o.UserPoolSettings.UserPoolTier,
			MFAConfiguration: o.UserPoolSettings.MFAConfiguration, ManagedLoginVersion: o.UserPoolSettings.ManagedLoginVersion,
		},
	}
	for _, promised := range []map[string]bool{keysOf(o.RefreshContract), keysOf(o.ClientSettings)} {
		for _, key := range slices.Sorted(maps.Keys(promised)) {
			if _, ok := o.ClientIDs[key]; !ok {
				return Environment{}, fmt.Errorf("%s: environment.client_ids: the client %q of the other fields is missing. Write value = module.cognito.environment", source, key)
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
	}
}

func seconds(number *int) *time.Duration {
	if number == nil {
		return nil
	}
	return new(time.Duration(*number) * time.Second)
}

// readSecrets reads the output client_secrets. A client that is not in it has no secret.
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

// IsProduction reports whether prod or production is a word of an environment's name.
func IsProduction(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune("-_./ :", r) })
	return slices.Contains(words, "prod") || slices.Contains(words, "production")
}

// Unique returns an error if two environments have the same name: a report could not
// distinguish them.
func Unique(environments []Environment) error {
	sources := map[string]string{}
	for i := range environments {
		e := &environments[i]
		if first, taken := sources[e.Name]; taken {
			return fmt.Errorf("%s and %s have the same name %q. Rename one of the files or folders, or select workspaces with different names", first, e.Source, e.Name)
		}
		sources[e.Name] = e.Source
	}
	return nil
}

// trimmed returns the JSON of a file without a byte order mark, which some shells write.
func trimmed(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) }
