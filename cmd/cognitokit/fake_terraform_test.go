//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
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

// The variables that steer the fake Terraform. Those without a remark on a file hold
// names of subcommands.
const (
	fakeRecord  = "FAKE_RECORD"  // file that gets a line for each start, interrupt and end
	fakeHang    = "FAKE_HANG"    // these wait for an interrupt, and fail then
	fakeFail    = "FAKE_FAIL"    // these fail
	fakeWait    = "FAKE_WAIT"    // these wait until a file exists
	fakeRelease = "FAKE_RELEASE" // that file
	fakeShow    = "FAKE_SHOW"    // file that show prints, relative to where it runs
)

// linger is how long an interrupted fake stays: a second interrupt would come at
// the same moment as the first, from a terminal that sends it to all.
const linger = 200 * time.Millisecond

// fakeTerraform does what the demo needs of Terraform, without a provider: apply
// makes the pool, the domain and the client with API calls.
func fakeTerraform(arguments []string) (exitCode int) {
	subcommand := arguments[0]
	interrupts := make(chan os.Signal, 8)
	signal.Notify(interrupts, os.Interrupt) // before the record, on which a test interrupts
	record("start " + subcommand)
	defer func() { record("end " + subcommand) }()
	interrupted := make(chan struct{}, 8)
	go func() {
		for range interrupts {
			record("interrupt " + subcommand)
			interrupted <- struct{}{}
		}
	}()
	steered := func(variable string) bool {
		return slices.Contains(strings.Fields(os.Getenv(variable)), subcommand)
	}
	switch {
	case steered(fakeHang):
		select {
		case <-interrupted:
			time.Sleep(linger)
		case <-time.After(time.Minute):
		}
		fmt.Fprint(os.Stderr, "\nError: execution halted\n\n")
		return 1
	case steered(fakeFail):
		fmt.Fprintf(os.Stderr, "\nError: creating Cognito User Pool: no luck with %s\n\n  with module.cognito.this,\n  on main.tf line 1, in resource:\n   1: resource {\n\n", subcommand)
		return 1
	case steered(fakeWait):
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
	case "show": // what a plan file holds is beside it, or in the current folder
		name := arguments[len(arguments)-1] + ".json"
		if here := os.Getenv(fakeShow); here != "" {
			name = here
		}
		shown, err := os.ReadFile(filepath.Clean(name))
		fmt.Print(string(shown))
		return err
	case "apply":
		outputs, err := fakeApply(context.Background(), arguments)
		if err != nil {
			return err
		}
		return os.WriteFile(state, outputs, 0o600)
	case "output":
		name := state
		if workspace := os.Getenv("TF_WORKSPACE"); workspace != "" { // where the local backend keeps it
			name = filepath.Join("terraform.tfstate.d", workspace, state)
		}
		outputs, err := os.ReadFile(filepath.Clean(name))
		fmt.Println(string(outputs))
		return err
	}
	return fmt.Errorf("the fake has no %s", subcommand)
}

// fakeApply makes what the example makes, and returns its outputs.
func fakeApply(ctx context.Context, arguments []string) ([]byte, error) {
	variables := map[string]string{}
	for i, argument := range arguments {
		if argument == "-var" && i+1 < len(arguments) {
			name, value, _ := strings.Cut(arguments[i+1], "=")
			variables[name] = value
		}
	}
	sdk, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	api := cognitoidentityprovider.NewFromConfig(sdk)
	pool, err := api.CreateUserPool(ctx, &cognitoidentityprovider.CreateUserPoolInput{
		PoolName: aws.String(variables["name"]), UsernameAttributes: []types.UsernameAttributeType{types.UsernameAttributeTypeEmail},
	})
	if err != nil {
		return nil, err
	}
	_, err = api.CreateUserPoolDomain(ctx, &cognitoidentityprovider.CreateUserPoolDomainInput{
		UserPoolId: pool.UserPool.Id, Domain: aws.String(variables["domain_prefix"]),
	})
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
		ExplicitAuthFlows:               []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserSrpAuth, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth},
	})
	if err != nil {
		return nil, err
	}
	base := "https://" + variables["domain_prefix"] + ".auth." + sdk.Region + ".amazoncognito.com"
	outputs := map[string]any{}
	for name, value := range map[string]any{
		"environment": map[string]any{
			"region":                 sdk.Region,
			"user_pool_id":           pool.UserPool.Id,
			"login_base_url":         base,
			"authorization_endpoint": base + "/oauth2/authorize",
			"token_endpoint":         base + "/oauth2/token",
			"client_ids":             map[string]*string{"web": client.UserPoolClient.ClientId},
			"refresh_contract": map[string]any{"web": map[string]any{
				"code_response_fields":    []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"},
				"refresh_response_fields": []string{"access_token", "expires_in", "id_token", "token_type"},
			}},
		},
		"client_secrets": map[string]*string{"web": client.UserPoolClient.ClientSecret},
	} {
		outputs[name] = map[string]any{"sensitive": name == "client_secrets", "type": "dynamic", "value": value}
	}
	return json.Marshal(outputs)
}

// record adds a line. A file that is opened for appending takes it whole.
func record(line string) {
	file, err := os.OpenFile(filepath.Clean(os.Getenv(fakeRecord)), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return // a run that nobody watches
	}
	_, _ = fmt.Fprintln(file, line)
	_ = file.Close()
}
