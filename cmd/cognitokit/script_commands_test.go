//go:build unix

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// emulatorKey is the key of the script's emulator, a **cognitotest.Server.
type emulatorKey struct{}

// startSeeded is `emulator FILE`. It starts the emulator with the pools of a seed file, in this process,
// and sets the variables with which the commands of the script reach it at production URLs, and EMULATOR to
// its plain endpoint. For each pool, it writes the outputs to POOL.json, and sets the variables POOL_POOL and
// POOL_CLIENT to the ids.
func startSeeded(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: emulator FILE")
	}
	server, err := cognitotest.Start(cognitotest.Config{Seed: ts.MkAbs(args[0])})
	ts.Check(err)
	ts.Defer(server.Close)
	*ts.Value(emulatorKey{}).(**cognitotest.Server) = server
	for name, value := range server.Env() {
		ts.Setenv(name, value)
	}
	ts.Setenv("EMULATOR", server.URL)
	for _, pool := range server.Seeded() {
		ts.Check(writeJSON(ts.MkAbs(pool.Name+".json"), outputsOf(server.Env()["AWS_REGION"], pool)))
		ts.Setenv(strings.ToUpper(pool.Name)+"_POOL", pool.ID)
		for _, c := range pool.Clients {
			ts.Setenv(strings.ToUpper(pool.Name+"_"+c.Name), c.ID)
		}
	}
}

// outputsOf returns the outputs of a root module for a seeded pool.
func outputsOf(region string, pool cognitotest.SeededPool) map[string]any {
	type object = map[string]any
	base, issuer := "https://"+pool.Domain, "https://cognito-idp."+region+".amazonaws.com/"+pool.ID
	ids, secrets, contracts, settings := object{}, object{}, object{}, object{}
	for _, c := range pool.Clients {
		ids[c.Name] = c.ID
		if c.Secret != "" {
			secrets[c.Name] = c.Secret
		}
		contract := object{
			"access_token_seconds": 3600, "id_token_seconds": 3600, "refresh_token_seconds": 30 * 24 * 3600,
			"rotation": strings.Contains(c.Name, "rotating"), "retry_grace_period_seconds": 0, "revocation": true,
			"code_response_fields": []string{}, "refresh_response_fields": []string{},
		}
		if len(c.CallbackURLs) > 0 {
			withoutRefreshToken := []string{"access_token", "expires_in", "id_token", "token_type"}
			withRefreshToken := []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"}
			contract["code_response_fields"], contract["refresh_response_fields"] = withRefreshToken, withoutRefreshToken
			if contract["rotation"] == true {
				contract["refresh_response_fields"] = withRefreshToken
			}
		}
		contracts[c.Name] = contract
		settings[c.Name] = object{"callback_urls": c.CallbackURLs}
	}
	environment := object{
		"user_pool_id": pool.ID, "region": region, "issuer": issuer, "jwks_uri": issuer + "/.well-known/jwks.json",
		"openid_configuration_uri": issuer + "/.well-known/openid-configuration",
		"login_base_url":           base, "authorization_endpoint": base + "/oauth2/authorize", "token_endpoint": base + "/oauth2/token",
		"revocation_endpoint": base + "/oauth2/revoke", "userinfo_endpoint": base + "/oauth2/userInfo", "end_session_endpoint": base + "/logout",
		"client_ids": ids, "refresh_contract": contracts, "client_settings": settings,
	}
	return object{"environment": object{"value": environment}, "client_secrets": object{"sensitive": true, "value": secrets}}
}

func writeJSON(name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o600)
}

// hasUsers is `users N`. It checks that the first pool of the emulator has N users.
func hasUsers(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: users N")
	}
	server := ts.Value(emulatorKey{}).(**cognitotest.Server)
	if got := users(context.Background(), *server); strconv.Itoa(got) != args[0] {
		ts.Fatalf("the pool has %d users", got)
	}
}

// users returns the number of users in the first pool of the seed, or -1 after an error.
func users(ctx context.Context, server *cognitotest.Server) int {
	env := server.Env()
	api := cognitoidentityprovider.NewFromConfig(aws.Config{
		Region: env["AWS_REGION"], HTTPClient: server.Client(),
		Credentials: credentials.NewStaticCredentialsProvider(env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], ""),
	})
	list, err := api.ListUsers(ctx, &cognitoidentityprovider.ListUsersInput{UserPoolId: &server.Seeded()[0].ID})
	if err != nil {
		return -1
	}
	return len(list.Users)
}

// freePort is `port NAME FILE...`. It sets $NAME to an unused port, and replaces the word NAME in the files
// by the port.
func freePort(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: port NAME FILE...")
	}
	port, err := unusedPort()
	ts.Check(err)
	ts.Setenv(args[0], port)
	for _, name := range args[1:] {
		text := strings.ReplaceAll(ts.ReadFile(name), args[0], port)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}

// unusedPort returns a port that was unused a moment ago.
func unusedPort() (string, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, errors.Join(err, l.Close())
}

// hasMode is `mode MODE FILE`. It checks the permissions of a file.
func hasMode(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: mode MODE FILE")
	}
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	want, err := strconv.ParseUint(args[0], 8, 32)
	ts.Check(err)
	if got := info.Mode().Perm(); (got == fs.FileMode(want)) == neg {
		ts.Fatalf("%s has the mode %04o", args[1], got)
	}
}

// isSentence is `sentence TEXT`. It checks that the last command wrote nothing to standard output, and to
// standard error only the line "cognitokit: TEXT".
func isSentence(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sentence TEXT")
	}
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("standard output has %q, want nothing", out)
	}
	if got, want := ts.ReadFile("stderr"), "cognitokit: "+args[0]+"\n"; got != want {
		ts.Fatalf("got  %s\nwant %s", got, want)
	}
}

// saveOutput is `save FIELD NAME`. It sets $NAME to a field of the JSON object on standard output.
func saveOutput(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: save FIELD NAME")
	}
	var object map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &object))
	value, ok := object[args[0]]
	if !ok {
		ts.Fatalf("standard output has no field %q", args[0])
	}
	ts.Setenv(args[1], fmt.Sprint(value))
}

// saveFirst is `first FIELD NAME`. It sets $NAME to the first string field with a name in the JSON on standard
// output, in an
// element of a list.
func saveFirst(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: first FIELD NAME")
	}
	_, rest, found := strings.Cut(ts.ReadFile("stdout"), "\n      "+strconv.Quote(args[0])+": \"")
	value, _, _ := strings.Cut(rest, "\"")
	if !found {
		ts.Fatalf("standard output has no field %q", args[0])
	}
	ts.Setenv(args[1], value)
}

// withoutField is `without PATH FILE`. It removes a field from the outputs in a file. The path is OUTPUT, or
// OUTPUT.FIELD with a field of the output's value.
func withoutField(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: without PATH FILE")
	}
	var file map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &file))
	object, path := file, strings.Split(args[0], ".")
	for i, name := range path[:len(path)-1] {
		object = object[name].(map[string]any)
		if i == 0 {
			object = object["value"].(map[string]any)
		}
	}
	delete(object, path[len(path)-1])
	ts.Check(writeJSON(ts.MkAbs(args[1]), file))
}

// exits is `exits STATUS PROGRAM ARGUMENT...`. It runs a program, as exec does, and checks its exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM ARGUMENT...")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		failed, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = failed.ExitCode()
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("the exit status is %d", got)
	}
}

// checkInShards is `shards N FILE...`. It runs check with each of N shards, which writes shard-1.json and so
// on, and checks that the reports together have as many environments as there are files.
func checkInShards(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: shards N FILE...")
	}
	count, err := strconv.Atoi(args[0])
	ts.Check(err)
	environments := 0
	for i := range count {
		name := fmt.Sprintf("shard-%d.json", i+1)
		// A shard with findings has exit status 1, which is not an error here.
		_ = ts.Exec("cognitokit", append([]string{"check", "--shard", fmt.Sprintf("%d/%d", i+1, count), "--format", "json", "--output", name}, args[1:]...)...)
		environments += strings.Count(ts.ReadFile(name), `"user_pool_id"`)
	}
	if environments != len(args)-1 {
		ts.Fatalf("the shards have %d environments", environments)
	}
}
