//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const fakeName = "terraform"

// The environment variables that control the fake Terraform. fakeHang, fakeFail and fakeWait contain names of
// subcommands.
const (
	fakeRecord  = "FAKE_RECORD"  // file to which it appends a line for each start, interrupt and end
	fakeHang    = "FAKE_HANG"    // subcommands that wait for an interrupt, then fail
	fakeFail    = "FAKE_FAIL"    // subcommands that fail
	fakeWait    = "FAKE_WAIT"    // subcommands that wait until the file of fakeRelease exists
	fakeRelease = "FAKE_RELEASE" // file for fakeWait
	fakeShow    = "FAKE_SHOW"    // file that show prints, relative to its working directory
	fakeStarted = "FAKE_STARTED" // file to which it appends its arguments and its environment
)

// interruptDelay is the time between an interrupt and the end of the fake. A second interrupt would arrive at
// almost the same time as the first, because a terminal interrupts all processes of the group.
const interruptDelay = 200 * time.Millisecond

// fakeTerraform implements the subcommands of Terraform that the command runs, without a provider: apply
// creates the pool, the domain and the client with API calls.
func fakeTerraform(arguments []string) (exitCode int) {
	subcommand := arguments[0]
	interrupts := make(chan os.Signal, 8)
	signal.Notify(interrupts, os.Interrupt) // before the record, because a test sends an interrupt when it reads the record
	record("start " + subcommand)
	appendTo(os.Getenv(fakeStarted), strings.Join(append(os.Args, os.Environ()...), "\n"))
	defer func() { record("end " + subcommand) }()
	interrupted := make(chan struct{}, 8)
	go func() {
		for range interrupts {
			record("interrupt " + subcommand)
			interrupted <- struct{}{}
		}
	}()
	listedIn := func(variable string) bool {
		return slices.Contains(strings.Fields(os.Getenv(variable)), subcommand)
	}
	switch {
	case listedIn(fakeHang):
		select {
		case <-interrupted:
			time.Sleep(interruptDelay)
		case <-time.After(time.Minute):
		}
		fmt.Fprint(os.Stderr, "\nError: execution halted\n\n")
		return 1
	case listedIn(fakeFail):
		fmt.Fprintf(os.Stderr, "\nError: creating Cognito User Pool: no luck with %s\n\n  with module.cognito.this,\n  on main.tf line 1, in resource:\n   1: resource {\n\n", subcommand)
		return 1
	case listedIn(fakeWait):
		for range 3000 {
			if _, err := os.Stat(os.Getenv(fakeRelease)); err == nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	if err := fakeSubcommand(subcommand, arguments[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "\nError: %v\n\n", err)
		return 1
	}
	return 0
}

func fakeSubcommand(subcommand string, arguments []string) error {
	const state = "terraform.tfstate"
	switch subcommand {
	case "version":
		if slices.Contains(arguments, "-json") {
			fmt.Println(`{"terraform_version": "1.11.4"}`)
		} else {
			fmt.Printf("Terraform v1.11.4\non %s_%s\n", runtime.GOOS, runtime.GOARCH)
		}
		return nil
	case "init", "destroy":
		return nil
	case "show": // the JSON is the plan file itself, NAME.json, or the file of fakeShow
		name := arguments[len(arguments)-1]
		if text, err := os.ReadFile(filepath.Clean(name)); err != nil || !json.Valid(text) {
			name += ".json"
		}
		if here := os.Getenv(fakeShow); here != "" {
			name = here
		}
		shown, err := os.ReadFile(filepath.Clean(name))
		fmt.Print(string(shown))
		return err
	case "plan":
		return fakePlan(arguments)
	case "apply":
		planFile := arguments[len(arguments)-1]
		if _, err := os.Stat(planFile); err != nil { // apply without a plan file: plan first
			planFile = "apply.tfplan"
			if err := fakePlan(append(arguments, "-out="+planFile)); err != nil {
				return err
			}
		}
		applied, err := fakeApply(context.Background(), planFile)
		if err != nil {
			return err
		}
		return os.WriteFile(state, applied, 0o600)
	case "output":
		name := state
		if workspace := os.Getenv("TF_WORKSPACE"); workspace != "" { // the path that the local backend uses
			name = filepath.Join("terraform.tfstate.d", workspace, state)
		}
		outputs, err := os.ReadFile(filepath.Clean(name))
		fmt.Println(string(outputs))
		return err
	}
	return fmt.Errorf("the fake Terraform has no subcommand %s", subcommand)
}

// fakePlan writes a plan of the example as JSON.
func fakePlan(arguments []string) error {
	variables, out := map[string]string{}, ""
	for i, argument := range arguments {
		assignment, ok := strings.CutPrefix(argument, "-var=")
		if argument == "-var" && i+1 < len(arguments) {
			assignment, ok = arguments[i+1], true
		}
		if ok {
			name, value, _ := strings.Cut(assignment, "=")
			variables[name] = value
		}
		if name, ok := strings.CutPrefix(argument, "-out="); ok {
			out = name
		}
	}
	plan, err := json.Marshal(map[string]any{
		"format_version": "1.2", "terraform_version": "1.11.4",
		"planned_values": resources(
			map[string]any{"name": variables["name"]},
			map[string]any{"domain": variables["domain_prefix"]},
			map[string]any{},
		),
	})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Clean(out), plan, 0o600)
}

// resources returns the pool, the domain and the client of the example in the JSON of a plan or a state, with
// the declared values of the client and the values of the arguments.
func resources(pool, domain, client map[string]any) map[string]any {
	declared := map[string]any{
		"name": "web", "generate_secret": true,
		"allowed_oauth_flows_user_pool_client": true, "allowed_oauth_flows": []string{"code"},
		"allowed_oauth_scopes": []string{"email", "openid", "profile"}, "callback_urls": []string{"http://localhost:3000/callback"},
		"supported_identity_providers": []string{"COGNITO"}, "prevent_user_existence_errors": "ENABLED", "enable_token_revocation": true,
		"explicit_auth_flows":    []string{"ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"},
		"refresh_token_rotation": []any{map[string]any{"feature": "DISABLED", "retry_grace_period_seconds": 0}},
	}
	maps.Copy(declared, client)
	resource := func(kind string, values map[string]any) map[string]any {
		return map[string]any{
			"address": kind + ".this", "mode": "managed", "type": kind, "name": "this",
			"provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 0, "values": values,
		}
	}
	return map[string]any{"root_module": map[string]any{"resources": []any{
		resource("aws_cognito_user_pool", pool), resource("aws_cognito_user_pool_domain", domain), resource("aws_cognito_user_pool_client", declared),
	}}}
}

// fakeApply creates the planned resources with API calls, and returns the state as show prints it.
func fakeApply(ctx context.Context, planFile string) ([]byte, error) {
	var plan struct {
		PlannedValues struct {
			RootModule struct {
				Resources []struct{ Values struct{ Name, Domain string } }
			} `json:"root_module"`
		} `json:"planned_values"`
	}
	text, err := os.ReadFile(filepath.Clean(planFile))
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &plan); err != nil {
		return nil, err
	}
	name, domain := plan.PlannedValues.RootModule.Resources[0].Values.Name, plan.PlannedValues.RootModule.Resources[1].Values.Domain
	sdk, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	api := cognitoidentityprovider.NewFromConfig(sdk)
	pool, err := api.CreateUserPool(ctx, &cognitoidentityprovider.CreateUserPoolInput{
		PoolName: &name, UsernameAttributes: []types.UsernameAttributeType{types.UsernameAttributeTypeEmail},
	})
	if err != nil {
		return nil, err
	}
	_, err = api.CreateUserPoolDomain(ctx, &cognitoidentityprovider.CreateUserPoolDomainInput{UserPoolId: pool.UserPool.Id, Domain: &domain})
	if err != nil {
		return nil, err
	}
	client, err := api.CreateUserPoolClient(ctx, &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: pool.UserPool.Id, ClientName: aws.String("web"), GenerateSecret: true,
		AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows:               []types.OAuthFlowType{types.OAuthFlowTypeCode},
		AllowedOAuthScopes:              []string{"openid", "email", "profile"},
		CallbackURLs:                    []string{"http://localhost:3000/callback"},
		SupportedIdentityProviders:      []string{"COGNITO"},
		PreventUserExistenceErrors:      types.PreventUserExistenceErrorTypesEnabled,
		EnableTokenRevocation:           aws.Bool(true),
		ExplicitAuthFlows:               []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserSrpAuth, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth},
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{
		"format_version": "1.0", "terraform_version": "1.11.4",
		"values": resources(
			map[string]any{"name": name, "id": *pool.UserPool.Id, "arn": *pool.UserPool.Arn},
			map[string]any{"domain": domain, "user_pool_id": *pool.UserPool.Id, "id": domain},
			map[string]any{"id": *client.UserPoolClient.ClientId, "user_pool_id": *pool.UserPool.Id, "client_secret": *client.UserPoolClient.ClientSecret},
		),
	})
}

// record appends a line to the file of fakeRecord.
func record(line string) { appendTo(os.Getenv(fakeRecord), line) }

// appendTo appends a line to a file, unless the test does not name one. O_APPEND makes the write atomic between processes.
func appendTo(name, line string) {
	file, err := os.OpenFile(filepath.Clean(name), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return // the test does not record
	}
	_, _ = fmt.Fprintln(file, line)
	_ = file.Close()
}
