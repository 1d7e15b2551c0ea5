package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func newReportCommand() *cobra.Command {
	var o outputOptions
	command := &cobra.Command{
		Use:   "report FILE",
		Short: "Convert a report of check or prove to another format, or merge reports",
		Long: `Convert a report of "cognitokit check --format json" or "cognitokit prove --format json" to another format. FILE is the
report, or - for standard input.

Exit status, the same as of check: 0 without findings, 1 with findings, 2 if a check could not run or the report cannot
be read.

  cognitokit check environments/dev --format json --output nightly.json
  cognitokit report nightly.json --format html --output nightly.html`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return named("report", errors.New("one report is required. Merge several with cognitokit report merge"))
			}
			return named("report", o.report(cmd, args, func(all []*report.Report) (*report.Report, error) { return all[0], nil }))
		},
	}
	o.flags(command.Flags())
	command.AddCommand(newReportMergeCommand())
	return command
}

func newReportMergeCommand() *cobra.Command {
	var o outputOptions
	command := &cobra.Command{
		Use:   "merge FILE...",
		Short: "Merge the reports of several runs of check or prove, such as shards",
		Long: `Merge the reports of several runs of "cognitokit check --format json" into one, or of several runs of prove. The runs
check different environments, such as the shards of --shard.

Exit status, the same as of check and prove: 0 without findings, 1 with findings, 2 if a check could not run or a
shard is missing.

  cognitokit check environments/* --shard 1/2 --format json --output shard-1.json
  cognitokit check environments/* --shard 2/2 --format json --output shard-2.json
  cognitokit report merge shard-1.json shard-2.json --format markdown`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return named("report merge", errors.New("reports are required. Name files that check or prove wrote with --format json"))
			}
			return named("report merge", o.report(cmd, args, report.Merge))
		},
	}
	o.flags(command.Flags())
	return command
}

// report joins the reports of files, and writes the result.
func (o outputOptions) report(cmd *cobra.Command, files []string, join func([]*report.Report) (*report.Report, error)) error {
	if err := o.check(); err != nil {
		return err
	}
	var reports []*report.Report
	for _, name := range files {
		r, err := readReport(cmd, name)
		if err != nil {
			return err
		}
		reports = append(reports, r)
	}
	joined, err := join(reports)
	if err != nil {
		return err
	}
	return o.write(cmd.OutOrStdout(), cmd.ErrOrStderr(), joined)
}

func readReport(cmd *cobra.Command, name string) (*report.Report, error) {
	if name == "-" {
		r, err := report.Read(cmd.InOrStdin())
		if err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		return r, nil
	}
	file, err := os.Open(filepath.Clean(name))
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer func() { _ = file.Close() }() // it is only read
	r, err := report.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}
