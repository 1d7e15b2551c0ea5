package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/sync/errgroup"

	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// inputOptions select the environments: the folders and files of the arguments and of --outputs,
// or the pool of --user-pool-id.
type inputOptions struct {
	outputs    []string
	workspaces []string
	pool       string
	clients    []string
	region     string
	policy     string
	production []string
	shard      string
}

func (o *inputOptions) flags(flags *pflag.FlagSet) {
	flags.StringArrayVar(&o.outputs, "outputs", nil, "file with the output of terraform output -json, or - for standard input, repeatable")
	flags.StringArrayVar(&o.workspaces, "workspace", nil, "workspace of each DIR, repeatable (default the selected one)")
	flags.StringVar(&o.pool, "user-pool-id", "", "id of a user pool that the module did not create")
	flags.StringArrayVar(&o.clients, "client-id", nil, "app client of --user-pool-id, repeatable")
	flags.StringVar(&o.region, "region", "", "region of --user-pool-id (default the region in the id)")
	flags.StringVar(&o.policy, "policy", "", "file in HCL with the expected settings of --user-pool-id; --init writes one")
	flags.StringArrayVar(&o.production, "production", nil, "name of a production environment, which has stricter checks, repeatable (default names with prod or production)")
	flags.StringVar(&o.shard, "shard", "", "part of the environments to check, such as 2/5 for the second of five")
}

// check rejects flags that cannot be combined.
func (o inputOptions) check(args []string) error {
	roots := len(args) > 0 || len(o.outputs) > 0
	switch {
	case !roots && o.pool == "" && o.policy == "" && len(o.clients) == 0:
		return errors.New("an environment is required. Name folders in which `terraform apply` ran, files of their outputs, or a pool with --user-pool-id")
	case roots && o.pool != "":
		return errors.New("--user-pool-id: it cannot be combined with folders and files. Check one or the other")
	case o.pool != "" && o.shard != "":
		return errors.New("--shard: it cannot be combined with --user-pool-id, which is one environment. Remove --shard")
	case o.pool == "" && o.policy != "":
		return errors.New("--policy requires --user-pool-id")
	case o.pool == "" && len(o.clients) > 0:
		return errors.New("--client-id requires --user-pool-id")
	case o.pool == "" && o.region != "":
		return errors.New("--region requires --user-pool-id. Outputs contain their region")
	case len(o.workspaces) > 0 && len(args) == 0:
		return errors.New("--workspace requires DIR, a folder in which `terraform apply` ran")
	case len(o.outputs) > 1 && len(o.outputs)-len(slices.DeleteFunc(slices.Clone(o.outputs), isStdin)) > 1:
		return errors.New("--outputs: standard input is named twice. Write --outputs - once")
	}
	if o.pool != "" {
		if _, _, ok := strings.Cut(o.pool, "_"); !ok {
			return fmt.Errorf("--user-pool-id: %s is not the id of a user pool. Write one such as eu-west-1_Ab12Cd34E", o.pool)
		}
		if region, _, _ := strings.Cut(o.pool, "_"); o.region != "" && o.region != region {
			return fmt.Errorf("--region: %s is not the region of the pool %s, which is %s. Remove --region", o.region, o.pool, region)
		}
	}
	if o.shard != "" {
		if _, err := declared.ParseShard(o.shard); err != nil {
			return fmt.Errorf("--shard: %w", err)
		}
	}
	return nil
}

// shardOfReport returns the shard for the report, or nil if all environments are checked.
func (o inputOptions) shardOfReport() *report.Shard {
	shard, err := declared.ParseShard(o.shard)
	if err != nil { // --shard is empty: the method check rejects all other invalid values
		return nil
	}
	return &report.Shard{Index: shard.Index, Count: shard.Count}
}

func isStdin(name string) bool { return name == "-" }

// read reads the declared environments. The environment of --user-pool-id has no declared settings yet:
// the caller applies the policy.
func (o inputOptions) read(ctx context.Context, args []string, stdin io.Reader) ([]declared.Environment, error) {
	var all []declared.Environment
	if o.pool != "" {
		all = append(all, o.userPoolEnvironment())
	}
	found, err := o.roots(ctx, args)
	if err != nil {
		return nil, err
	}
	all = append(all, found...)
	for _, name := range o.outputs {
		found, err := readOutputsFile(name, stdin)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	if err := declared.Unique(all); err != nil {
		return nil, err
	}
	for _, name := range o.production {
		i := slices.IndexFunc(all, func(e declared.Environment) bool { return e.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("--production: %s is not an environment. Use %s", name, names(all))
		}
		all[i].Production = true
	}
	if o.shard != "" {
		shard, err := declared.ParseShard(o.shard)
		if err != nil {
			return nil, err
		}
		all = shard.Select(all)
	}
	return all, nil
}

// userPoolEnvironment returns the environment of --user-pool-id, without a request to AWS.
func (o inputOptions) userPoolEnvironment() declared.Environment {
	region, _, _ := strings.Cut(o.pool, "_")
	if o.region != "" {
		region = o.region
	}
	e := declared.Environment{Name: o.pool, Source: o.pool, Region: region, UserPoolID: o.pool}
	if o.policy != "" {
		e.Source = o.policy
	}
	for _, id := range o.clients {
		e.Clients = append(e.Clients, declared.Client{Key: id, ID: id})
	}
	return e
}

// maxTerraformProcesses limits the Terraform processes that run at the same time. Each process
// starts the providers of its root, which use much memory.
const maxTerraformProcesses = 4

// roots reads the arguments: files, and each workspace of the folders.
func (o inputOptions) roots(ctx context.Context, args []string) ([]declared.Environment, error) {
	type read struct {
		run   func(context.Context) ([]declared.Environment, error)
		found []declared.Environment
	}
	var reads []*read
	folders := 0
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, unreadable(arg, err)
		}
		if !info.IsDir() {
			reads = append(reads, &read{run: func(context.Context) ([]declared.Environment, error) { return readOutputsFile(arg, nil) }})
			continue
		}
		folders++
		workspaces := o.workspaces
		if len(workspaces) == 0 {
			workspaces = []string{""}
		}
		for _, workspace := range workspaces {
			reads = append(reads, &read{run: func(ctx context.Context) ([]declared.Environment, error) {
				return readWorkspace(ctx, arg, workspace, len(args) > 1)
			}})
		}
	}
	if folders == 0 && len(o.workspaces) > 0 {
		return nil, errors.New("--workspace requires DIR, a folder in which `terraform apply` ran")
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(maxTerraformProcesses)
	for _, r := range reads {
		group.Go(func() (err error) {
			r.found, err = r.run(ctx)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var all []declared.Environment
	for _, r := range reads {
		all = append(all, r.found...)
	}
	return all, nil
}

// readWorkspace reads the outputs of a workspace with Terraform; "" is the selected one. The
// environment is named after the workspace, with the folder in front if there are several
// folders.
func readWorkspace(ctx context.Context, folder, workspace string, several bool) ([]declared.Environment, error) {
	r, err := openRoot(folder)
	if err != nil {
		return nil, err
	}
	r.workspace = workspace
	text, err := r.run(ctx, "output")
	if err != nil {
		return nil, err
	}
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	title := filepath.Base(absolute)
	switch {
	case workspace != "" && several:
		title += "/" + workspace
	case workspace != "":
		title = workspace
	}
	all, err := declared.ReadOutputs(text, r.String())
	if err != nil {
		return nil, err
	}
	for i := range all {
		e := &all[i]
		if len(all) == 1 {
			e.Name = title
		} else {
			e.Name = title + "/" + e.Name // the name of the output
		}
		e.Production = declared.IsProduction(e.Name)
	}
	return all, nil
}

func readOutputsFile(name string, stdin io.Reader) ([]declared.Environment, error) {
	if isStdin(name) {
		text, err := readInput(stdin, maxInputFile)
		if err != nil {
			return nil, fmt.Errorf("standard input cannot be read: %w", err)
		}
		return declared.ReadOutputs(text, "standard input")
	}
	text, err := readInputFile(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	return declared.ReadOutputs(text, name)
}

func names(environments []declared.Environment) string {
	var all []string
	for i := range environments {
		all = append(all, environments[i].Name)
	}
	return strings.Join(all, ", ")
}
