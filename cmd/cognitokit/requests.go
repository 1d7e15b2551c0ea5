package main

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/spf13/cobra"
)

// emulatorRequests are requests to an emulator, as the Control API returns them.
type emulatorRequests struct {
	Requests []struct {
		Time        time.Time `json:"time"`
		Host        string    `json:"host"`
		Method      string    `json:"method"`
		Path        string    `json:"path"`
		Action      string    `json:"action"`
		UserPoolID  string    `json:"user_pool_id"`
		ClientID    string    `json:"client_id"`
		Status      int       `json:"status"`
		Error       string    `json:"error"`
		Description string    `json:"description"`
		Duration    float64   `json:"duration_seconds"`
		Fault       string    `json:"fault"`
	} `json:"requests"`
}

type requestsOptions struct {
	client controlClient
	action string
	status string
	since  string
	json   bool
}

func newRequestsCommand() *cobra.Command {
	var o requestsOptions
	command := &cobra.Command{
		Use:   "requests",
		Short: "Show the last requests to a running emulator, with their errors",
		Long: `Show the last 1,000 requests to a running emulator, the oldest first, with the error and the injected fault of each. The
list has no query, no body and no header, so it has no token, code or password. A status of 0 is a request without a
response.

  cognitokit requests --status 400
  cognitokit requests --action InitiateAuth --since 2027-01-31T00:00:00Z
  cognitokit requests clear`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.run(cmd); err != nil {
				return fmt.Errorf("requests: %w", err)
			}
			return nil
		},
	}
	clearAll := &cobra.Command{
		Use:   "clear",
		Short: "Empty the list",
		Long:  "Empty the list of requests of a running emulator.\n\n  cognitokit requests clear",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			err := rejectEmptyFlags(cmd.Flags())
			if err == nil {
				err = deleteListed(cmd, o.client, "requests", "request")
			}
			if err != nil {
				return fmt.Errorf("requests clear: %w", err)
			}
			return nil
		},
	}
	command.AddCommand(clearAll)
	o.client.flags(command.PersistentFlags())
	flags := command.Flags()
	flags.StringVar(&o.action, "action", "", "show only the requests to an action of the API")
	flags.StringVar(&o.status, "status", "", "show only the requests with a status, such as 400")
	flags.StringVar(&o.since, "since", "", "show only the requests since a time of the emulator, in the format of RFC 3339")
	flags.BoolVar(&o.json, "json", false, "print the requests as JSON")
	return command
}

func (o *requestsOptions) run(cmd *cobra.Command) error {
	if err := rejectEmptyFlags(cmd.Flags()); err != nil {
		return err
	}
	query := url.Values{}
	for name, value := range map[string]string{"action": o.action, "status": o.status, "since": o.since} {
		if value != "" {
			query.Set(name, value)
		}
	}
	var list emulatorRequests
	if err := o.client.call(cmd.Context(), http.MethodGet, "requests?"+query.Encode(), nil, &list); err != nil {
		return err
	}
	if o.json {
		return printJSON(cmd.OutOrStdout(), list)
	}
	if len(list.Requests) == 0 {
		cmd.PrintErrln("The emulator has no requests.")
		return nil
	}
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "TIME\tREQUEST\tCLIENT\tSTATUS\tFAULT\tERROR") // Flush returns the error of the writer
	for _, r := range list.Requests {
		reason := strings.Trim(r.Error+": "+r.Description, ": ")
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n",
			r.Time.Format(time.RFC3339), printable(cmp.Or(r.Action, r.Method+" "+r.Path)), r.ClientID, strconv.Itoa(r.Status), r.Fault, printable(reason))
	}
	return table.Flush()
}

// printable replaces the characters with which a client could control the terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, text)
}
