package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/appconfig"
	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// argumentCompletions complete the arguments of commands. A command that is not in the list has no arguments.
var argumentCompletions = map[string]cobra.CompletionFunc{
	"check":        files("json"), // and folders
	"login":        files("json"),
	"refresh":      files("json"),
	"report":       files("json"),
	"report merge": files("json"),
	"prove":        folders,
	"postman":      folders,
	"plan-guard":   anyFile,
	"token decode": anyFile,

	"snapshots restore": completeSnapshots,
	"snapshots delete":  completeSnapshots,
}

// flagCompletions complete the values of flags, by flag, or by command and flag. A flag that is not in the list has values
// that only the user knows.
var flagCompletions = map[string]cobra.CompletionFunc{
	"check --only":        listed(completeChecks(catalog.All)),
	"check --skip":        listed(completeChecks(catalog.All)),
	"prove --only":        listed(completeChecks(proofChecks())),
	"prove --skip":        listed(completeChecks(proofChecks())),
	"check --profile":     values(awsProfiles),
	"browser --profile":   folders,
	"app-config --for":    values(libraries),
	"app-config --pool":   completePools,
	"app-config --client": completeClients,
	"--format":            values(func() []cobra.Completion { return report.Formats }),
	"--seed":              files("hcl"),
	"--values":            files("hcl"),
	"--policy":            files("hcl"),
	"--baseline":          files("hcl"),
	"--outputs":           files("json"),
	"--var-file":          files("tfvars", "json"),
	"--state":             folders,
	"--output":            anyFile,
	"--out":               anyFile,
	"--save":              anyFile,
}

// addCompletions adds the completions to all commands.
func addCompletions(root *cobra.Command) {
	for _, c := range root.Commands() {
		name := strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ")
		if c.ValidArgsFunction = argumentCompletions[name]; c.ValidArgsFunction == nil {
			c.ValidArgsFunction = cobra.NoFileCompletions
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			complete := flagCompletions["--"+f.Name]
			if own := flagCompletions[name+" --"+f.Name]; own != nil {
				complete = own
			}
			if complete == nil {
				complete = cobra.NoFileCompletions
			}
			if f.Value.Type() != "bool" {
				_ = c.RegisterFlagCompletionFunc(f.Name, complete) // it fails only for an unknown or a registered flag
			}
		})
		addCompletions(c)
	}
}

func anyFile(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

func folders(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// files completes the files with one of the extensions, and folders.
func files(extensions ...string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return extensions, cobra.ShellCompDirectiveFilterFileExt
	}
}

// values completes the values of a list, which the shell filters.
func values(list func() []cobra.Completion) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return list(), cobra.ShellCompDirectiveNoFileComp
	}
}

// listed completes the last value of a list with commas.
func listed(all []cobra.Completion) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		before := typed[:strings.LastIndexByte(typed, ',')+1]
		var found []cobra.Completion
		for _, value := range all {
			name, _, _ := strings.Cut(value, "\t")
			if !slices.Contains(strings.Split(before, ","), name) {
				found = append(found, before+value)
			}
		}
		return found, cobra.ShellCompDirectiveNoFileComp
	}
}

func completeChecks(all []check.Check) (found []cobra.Completion) {
	for _, c := range all {
		found = append(found, cobra.CompletionWithDesc(c.Name, c.Doc))
	}
	return found
}

func libraries() (found []cobra.Completion) {
	for _, name := range appconfig.Names {
		found = append(found, cobra.CompletionWithDesc(name, appconfig.Formats[name].Doc))
	}
	return found
}

// profilePattern matches the header of a profile in the files of the AWS CLI.
var profilePattern = regexp.MustCompile(`(?m)^\[\s*(?:profile\s+)?([^\]\s]+)\s*\]`)

// awsProfiles returns the names of the profiles in the files of the AWS CLI.
func awsProfiles() (found []cobra.Completion) {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	for variable, file := range map[string]string{"AWS_CONFIG_FILE": "config", "AWS_SHARED_CREDENTIALS_FILE": "credentials"} {
		path := os.Getenv(variable)
		if path == "" {
			path = filepath.Join(home, ".aws", file)
		}
		text, err := readInputFile(path)
		if err != nil {
			continue
		}
		for _, match := range profilePattern.FindAllSubmatch(text, -1) {
			found = append(found, string(match[1]))
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// completePools completes the ids of the pools of the running emulator.
func completePools(cmd *cobra.Command, _ []string, _ string) (found []cobra.Completion, _ cobra.ShellCompDirective) {
	_ = withEmulator(cmd, func(ctx context.Context, r appReader) error {
		pools, err := r.pools(ctx)
		for _, p := range pools {
			found = append(found, cobra.CompletionWithDesc(p.ID, p.Name))
		}
		return err
	})
	return found, cobra.ShellCompDirectiveNoFileComp
}

// completeClients completes the names of the clients of the selected pool.
func completeClients(cmd *cobra.Command, _ []string, _ string) (found []cobra.Completion, _ cobra.ShellCompDirective) {
	_ = withEmulator(cmd, func(ctx context.Context, r appReader) error {
		selected, _ := cmd.Flags().GetString("pool") // the flag exists
		pool, err := r.pool(ctx, selected)
		if err != nil {
			return err
		}
		clients, err := r.clients(ctx, pool)
		for _, c := range clients {
			found = append(found, cobra.CompletionWithDesc(c.Name, c.ID))
		}
		return err
	})
	return found, cobra.ShellCompDirectiveNoFileComp
}

// completeSnapshots completes the names of the snapshots of the running emulator.
func completeSnapshots(cmd *cobra.Command, args []string, _ string) (found []cobra.Completion, _ cobra.ShellCompDirective) {
	endpoint, err := cmd.Flags().GetString("endpoint")
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	ctx, cancel := context.WithTimeout(context.Background(), connectTimeout)
	defer cancel()
	o := snapshotsOptions{client: controlClient{endpoint: endpoint}}
	list, _ := o.read(ctx) // without an emulator nothing is completed
	for _, s := range list.Snapshots {
		found = append(found, cobra.CompletionWithDesc(s.Name, s.Time.Format(time.RFC3339)))
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}

// withEmulator calls a function with the running emulator. Without one there is nothing to complete.
func withEmulator(cmd *cobra.Command, run func(context.Context, appReader) error) error {
	var emulator controlClient
	var err error
	emulator.endpoint, err = cmd.Flags().GetString("endpoint")
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), connectTimeout)
	defer cancel()
	server, err := emulator.find(ctx)
	if err != nil {
		return err
	}
	return run(ctx, appReader{&emulator, server})
}
